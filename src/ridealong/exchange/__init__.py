"""CSV and JSON, in and out: file dialects, columns and rows, without a database."""
