"""Reading the texts: themes that people find in them, counted like any other variable; proposed and decided apart."""
