"""What can no longer take place is found and replaced, and everything else stays."""
