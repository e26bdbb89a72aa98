"""A site made anew, or as far as something changed."""
