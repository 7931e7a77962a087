"""Snapshots of figures while a consultation runs, as a job."""
