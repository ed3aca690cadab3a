"""A simulated year: the company of the demo, its coordinator week by week, and an independent check of what results."""
