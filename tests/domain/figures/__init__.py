"""Tests of units.domain.figures."""
