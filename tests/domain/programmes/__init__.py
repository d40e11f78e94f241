"""Tests of units.domain.programmes."""
