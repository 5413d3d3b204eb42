"""Pages of news, stories and press kits."""
