"""How a year went: measures beside their targets, in numbers and words, published and then never changed."""
