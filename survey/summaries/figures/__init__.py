"""Public figures: what a consultation came to, made once it has closed, and frozen."""
