"""Arrays in, numbers out; knows nothing of surveys."""
