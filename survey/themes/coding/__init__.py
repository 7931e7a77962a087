"""Coding: people read one text after the other and say which themes it has."""
