"""Proposals by machine, kept apart from what people decided."""
