"""Following one's own answer: what it counted toward, what was decided, and how that went."""
