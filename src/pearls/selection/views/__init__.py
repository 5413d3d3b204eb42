"""Pages of the selection: the assessor's desk, the panel's desk, the minutes."""
