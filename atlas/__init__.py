"""Policy Atlas: curated YAML becomes a cross-linked, checkable, comparable static site."""
