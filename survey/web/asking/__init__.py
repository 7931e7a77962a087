"""Walking the pages of a questionnaire: shared by the doors where people answer and where clerks key."""
