"""Fieldwork: responses that somebody takes from somebody else, and what links them to a call."""
