"""What was changed and by whom: read, taken back, done again."""
