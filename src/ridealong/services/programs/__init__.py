"""What a coordinator does with programs: made, joined and left, with a charter, measures and steps."""
