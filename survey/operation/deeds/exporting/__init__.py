"""Files of responses that are too large to be waited for."""
