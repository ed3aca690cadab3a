"""What should stand in calendars, and what goes out so that it does."""
