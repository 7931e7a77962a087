"""Redaction: people decide which personal details in a text may be seen."""
