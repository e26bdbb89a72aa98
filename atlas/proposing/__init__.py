"""What would be recorded of a source, as its words and what is known say."""
