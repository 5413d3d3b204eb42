"""The pages of seed money."""
