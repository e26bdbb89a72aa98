"""`new`, `find` and `tidy`: files begun for an editor."""
