"""The end of a bundle: signed off, its answers sent, what was typed erased."""
