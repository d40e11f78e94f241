"""Tests of units.domain.loading."""
