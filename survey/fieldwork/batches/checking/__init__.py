"""The second keying, the third look, and what a supervisor decides before a bundle is signed off."""
