"""Placing: what people said under ‘something else’ is put, by a person, under the answer it belongs to."""
