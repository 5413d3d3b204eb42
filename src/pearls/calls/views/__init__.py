"""Pages of calls: `town` for applicants, `sections` for writing, `team` for colleagues, `control` for the office."""
