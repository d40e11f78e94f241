"""Tests of units.views.accounts."""
