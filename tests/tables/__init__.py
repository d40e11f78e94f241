"""Tests of tables as shown."""
