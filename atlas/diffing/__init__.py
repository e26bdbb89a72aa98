"""`diff`: what an edit changes for readers."""
