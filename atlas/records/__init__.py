"""The records that an editor writes."""
