"""Tests of units.views.awards."""
