"""Supervision: how the desk stands, what to look at, and answers put right with a reason."""
