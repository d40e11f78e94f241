"""Tests of units.forms.figures."""
