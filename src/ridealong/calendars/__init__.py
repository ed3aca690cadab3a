"""iCalendar: invites written, and time zones described."""
