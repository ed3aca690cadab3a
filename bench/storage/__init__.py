"""What reading and writing take as a database grows, on SQLite and on PostgreSQL."""
