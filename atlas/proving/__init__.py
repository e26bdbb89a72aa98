"""`verify` and `audit`: records against their source texts."""
