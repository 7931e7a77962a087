"""What can be asked for as a job: the one visible table."""
