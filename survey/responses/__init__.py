"""What was answered: one row a response, from the first page to the settled submission."""
