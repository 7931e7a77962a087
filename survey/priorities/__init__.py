"""Deciding what matters: evidence, scores, decisions with targets, and how the targets went."""
