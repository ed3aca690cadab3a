"""What a coordinator does with people: looked up, changed, imported, away, kept apart, forgotten."""
