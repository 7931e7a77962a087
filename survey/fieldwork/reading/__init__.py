"""Reading: every text that people wrote comes before a person, those with risk words first."""
