"""The atlas as a page sees it: each read is noted."""
