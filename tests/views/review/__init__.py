"""Tests of units.views.review."""
