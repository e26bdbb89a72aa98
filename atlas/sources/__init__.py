"""A source text: its headings, its passages, each of its figures."""
