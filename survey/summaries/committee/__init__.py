"""The committee report: a consultation's method, figures and limits, for those who decide, frozen as they got it."""
