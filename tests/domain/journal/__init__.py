"""Tests of units.domain.journal."""
