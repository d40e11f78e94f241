"""Drills with the real server: races, sudden ends, a full disk, a database that does not answer."""
