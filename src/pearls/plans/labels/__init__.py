"""Every human word of the plans."""
