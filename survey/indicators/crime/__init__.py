"""Recorded crime: monthly counts by borough and type, in extracts that are kept as they came."""
