"""Django's SQLite, with a schema editor that keeps triggers."""
