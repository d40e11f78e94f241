"""Tests of units.forms.dossiers."""
