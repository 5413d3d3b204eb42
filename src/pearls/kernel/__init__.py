"""Plain Python that every room may use; it knows no Django."""
