"""Integrity: signals of responses that may not be one person's own, shown side by side, never deleted."""
