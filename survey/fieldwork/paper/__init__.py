"""Paper: forms as they are printed, with a serial on each, and what becomes of them."""
