"""Tests of units.forms.counts."""
