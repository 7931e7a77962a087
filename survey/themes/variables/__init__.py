"""Themes as variables of results."""
