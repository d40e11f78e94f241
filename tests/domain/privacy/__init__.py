"""Tests of units.domain.privacy."""
