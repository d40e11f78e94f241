"""Tests of the wiring: start, settings, server."""
