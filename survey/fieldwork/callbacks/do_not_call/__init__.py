"""Numbers that are not to be rung again, of which a keyed hash is all that is kept."""
