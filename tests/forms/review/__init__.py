"""Tests of units.forms.review."""
