"""Background work: jobs that survive a killed worker, retries, periodic work; knows no room."""
