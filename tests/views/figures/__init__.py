"""Tests of units.views.figures."""
