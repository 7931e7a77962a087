"""The ledger: what was decided on each candidate, who considered what, and how a plan came to be approved."""
