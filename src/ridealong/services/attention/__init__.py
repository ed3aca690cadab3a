"""What needs the coordinator now."""
