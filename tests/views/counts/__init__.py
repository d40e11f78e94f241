"""Tests of units.views.counts."""
