"""Targets: what a borough or London is held to in a year."""
