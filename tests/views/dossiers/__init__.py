"""Tests of units.views.dossiers."""
