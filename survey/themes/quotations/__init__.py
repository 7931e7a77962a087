"""Quotations: words that a named person has cleared to leave the desk."""
