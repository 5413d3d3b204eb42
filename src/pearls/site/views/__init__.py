"""The public pages, and the two that cross rooms for people with an account."""
