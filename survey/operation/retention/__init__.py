"""What is kept no longer than it is needed, and ends by itself."""
