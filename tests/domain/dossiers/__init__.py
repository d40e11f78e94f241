"""Tests of units.domain.dossiers."""
