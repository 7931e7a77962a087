"""Fieldwork: responses that somebody takes from somebody else; one chapter for each way of taking them."""
