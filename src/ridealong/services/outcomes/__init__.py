"""What comes of pairings: the history, debriefs, ideas, visits owed, and who has met whom."""
