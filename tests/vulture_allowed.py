"""Names that look unused to vulture but are called by frameworks."""
