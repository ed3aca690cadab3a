"""Fast reads: explicit selects, one module per thing that is read."""
