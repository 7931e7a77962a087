"""Telling people what came of it: public figures, summaries of areas, reports, and word to those who asked."""
