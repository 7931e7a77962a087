"""Responses as wide rows, straight from the answering database and in flat memory, for files."""
