"""Plans of pairings: made, kept as drafts, looked at, planned again."""
