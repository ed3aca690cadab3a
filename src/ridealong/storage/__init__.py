"""The database: tables, migrations, the unit of work that keeps the journal, and the queries."""
