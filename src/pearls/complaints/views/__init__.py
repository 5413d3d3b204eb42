"""The pages of what comes after a decision."""
