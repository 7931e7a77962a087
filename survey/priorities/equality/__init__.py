"""The equality statement: what each group put first, where groups differ, and what is done about it."""
