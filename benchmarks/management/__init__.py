"""The benchmark's command for filling a database."""
