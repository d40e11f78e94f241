"""Tests of units.views.publishing."""
