"""Tests of units.domain.review."""
