"""The journal: events chained by hashes."""
