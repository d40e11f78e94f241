"""Tests of units.domain.reports."""
