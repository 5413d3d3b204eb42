"""Pages of courses and certificates."""
