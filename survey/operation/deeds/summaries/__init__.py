"""Local Policing Summaries as jobs."""
