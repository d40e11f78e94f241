"""Figures on initiatives, and figures of the national portal."""
