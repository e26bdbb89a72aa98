"""How fast and how large a build is, on synthetic content, beside another generator."""
