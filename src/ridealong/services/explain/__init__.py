"""Why two people are paired or not, who else there is for a place, and what would allow it."""
