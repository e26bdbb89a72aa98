"""From files of YAML to the atlas, with line and column."""
