"""Codebooks: the themes of a question, what each means, and how they changed."""
