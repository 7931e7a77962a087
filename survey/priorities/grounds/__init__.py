"""Grounds: what speaks for a candidate in a borough, each piece with its source, figure, base, date and link."""
