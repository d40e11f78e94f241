"""What people type on this subject: deciding on dossiers."""
