"""Reasons: why a plan is as it is, and what would have to change for another."""
