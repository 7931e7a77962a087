"""Callbacks: people who asked to be rung are rung at a time that suits them, by one clerk at once, and forgotten."""
