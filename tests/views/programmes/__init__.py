"""Tests of units.views.programmes."""
