"""Deciding on dossiers."""
