"""Decisions of the programme: editions and their rules documents; pure."""
