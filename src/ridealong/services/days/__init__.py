"""Visits that take single days of a round: which days, both ways, and what becomes of them."""
