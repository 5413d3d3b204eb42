"""Dates and numbers by the customs of each language, for Django where a template does not use our own filters."""
