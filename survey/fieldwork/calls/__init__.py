"""The telephone desk: calls, what links them to a response, and how codes are spelt out."""
