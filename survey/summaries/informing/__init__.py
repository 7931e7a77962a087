"""Telling those who asked for it what came of a consultation: confirmed, posted, ended."""
