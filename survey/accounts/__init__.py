"""Who works here: staff, what each may do and where, and what each did."""
