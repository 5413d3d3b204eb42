"""The command line: every command is thin, the work is in the rooms."""
