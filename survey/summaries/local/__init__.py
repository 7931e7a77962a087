"""Local Policing Summaries: one for London and one for each borough, drafted, approved by a second person, frozen."""
