"""Database engines of our own: Django's, where it would lose something."""
