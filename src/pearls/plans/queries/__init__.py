"""All reads of plans and of the toolkit."""
