"""Agreement: a second coder reads a sample, blind, and what the two disagree on is settled."""
