"""Tests of units.views.reports."""
