"""What points at what, and names in running text."""
