"""A person takes back what they said, whichever way they said it."""
