"""How many responses came, by which way, and where others stopped."""
