"""Scores: what the grounds come to under explicit weights, how sure that is, and how much it hangs on the weights."""
