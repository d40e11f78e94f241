"""Tests of units.views.journal."""
