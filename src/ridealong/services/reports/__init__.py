"""Reports on programs for their sponsors."""
