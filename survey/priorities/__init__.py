"""Deciding what matters: evidence gathered from results, kept as it stood when it was taken."""
