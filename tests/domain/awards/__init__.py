"""Tests of units.domain.awards."""
