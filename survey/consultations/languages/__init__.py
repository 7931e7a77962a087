"""The languages that people are offered: who has read a translation, and whether all that stands now was read."""
