"""Planning rounds: the year that priorities are set for, and what could become one."""
