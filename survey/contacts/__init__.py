"""Details that people leave to be told of results: apart from every answer, encrypted, each with its own end."""
