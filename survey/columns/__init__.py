"""Responses turned on their side: typed columns, disposable, always rebuilt from settled answers."""
