"""The domain: units, programmes, figures. Knows nothing of its deployment."""
