"""A simulated year: a company of the demo, its coordinator week by week, and an independent check of all that results."""
