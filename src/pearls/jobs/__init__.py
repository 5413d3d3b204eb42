"""Background work: jobs that survive a killed worker, retries, periodic work; knows no room.

A room's `jobs.py` holds functions under `@job`; they take JSON values, and every one is safe to run twice:
a worker may die after the work and before it is noted. Rows lie in our database, so a job commits with its data.
"""
