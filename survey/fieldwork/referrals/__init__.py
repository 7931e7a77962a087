"""Referrals: what must come before a supervisor, apart from every answer, until somebody has taken it on by name."""
