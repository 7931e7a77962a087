"""Figures from elsewhere: recorded crime, series kept by hand, benchmarks; each with its source and date."""
