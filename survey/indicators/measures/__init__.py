"""Measures: what is held against a target, made of recorded crime or of series that are kept by hand."""
