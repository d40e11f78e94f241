"""Pages on this subject: deciding on dossiers."""
