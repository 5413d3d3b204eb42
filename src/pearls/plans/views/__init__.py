"""The pages of plans and of the toolkit."""
