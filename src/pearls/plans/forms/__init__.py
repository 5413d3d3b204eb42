"""The shape of what is typed and chosen in plans and in the toolkit."""
