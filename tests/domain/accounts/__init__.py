"""Tests of units.domain.accounts."""
