"""Requests for paper copies: asked for on the web or by telephone, posted, and forgotten."""
