"""Which texts there are: gathered from the answers, found by words, told apart by language."""
