"""Tests of what HTTP gives."""
