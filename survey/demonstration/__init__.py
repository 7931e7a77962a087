"""A made consultation with known truths, and the people simulated for it."""
