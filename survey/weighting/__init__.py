"""Weighting: makes those who answered count like the population they are of, as far as margins can."""
