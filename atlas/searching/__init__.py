"""The search index and the list of titles."""
