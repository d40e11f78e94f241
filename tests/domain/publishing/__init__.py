"""Tests of units.domain.publishing."""
