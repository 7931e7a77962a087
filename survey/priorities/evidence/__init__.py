"""Evidence: tables of results, kept as they stood when they were taken."""
