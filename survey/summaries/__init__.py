"""Telling people what came of their answers: public figures, Local Policing Summaries, following one's answer."""
