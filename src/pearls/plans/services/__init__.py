"""All writes of plans."""
