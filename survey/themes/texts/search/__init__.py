"""The index of words of texts."""
