"""What people answer to invites: read, sorted, kept."""
