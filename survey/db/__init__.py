"""The database: one convention, one way in, alike on SQLite and PostgreSQL."""
