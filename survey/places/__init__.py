"""Where people live and trade: the areas of a region, their codes, names and population."""
