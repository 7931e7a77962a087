"""Long work on what people wrote."""
