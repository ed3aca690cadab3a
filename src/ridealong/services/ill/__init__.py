"""Somebody cannot come from one day to the next, and everything that touches is settled in one step."""
