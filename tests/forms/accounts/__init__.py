"""Tests of units.forms.accounts."""
