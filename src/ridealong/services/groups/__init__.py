"""People who meet in groups, over coffee or as sponsors: planned, changed, published, marked."""
