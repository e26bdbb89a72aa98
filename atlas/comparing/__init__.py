"""What may stand side by side, and why not; pure."""
