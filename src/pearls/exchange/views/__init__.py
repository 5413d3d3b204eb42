"""Pages of the board, of visits, and of the office."""
