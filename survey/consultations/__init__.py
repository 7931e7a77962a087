"""When people are asked: a round, its dates and promises, and which version of each questionnaire is live."""
