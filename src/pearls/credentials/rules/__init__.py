"""Credentials, pure: what they say, how they are signed, and how anybody looks them over without asking us."""
