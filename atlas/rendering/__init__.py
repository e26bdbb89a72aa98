"""From contents to HTML."""
