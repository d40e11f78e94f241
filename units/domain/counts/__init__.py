"""Stating counts, and locking them."""
