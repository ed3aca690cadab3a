"""Pairings changed by hand: moved, swapped, placed, taken over, covered for a week."""
