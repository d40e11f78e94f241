"""Tests of units.domain.counts."""
