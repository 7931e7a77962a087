"""What the authority promised those who take part, by when, and whether it was kept."""
