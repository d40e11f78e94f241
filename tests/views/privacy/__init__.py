"""Tests of units.views.privacy."""
