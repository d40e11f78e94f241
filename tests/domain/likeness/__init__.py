"""Tests of units.domain.likeness."""
