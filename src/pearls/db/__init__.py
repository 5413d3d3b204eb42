"""Our column types and database settings; knows no room. Migrations may import these names, so they stay for good."""
