"""Ringing people back: the queue, what came of an attempt, and asking for a callback for a caller."""
