"""Who may be proposed for an award."""
