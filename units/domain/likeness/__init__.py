"""Which titles and dossiers are alike."""
