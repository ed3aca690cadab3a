"""Composite teams: a problem in, the slots of many teams filled at once out."""
