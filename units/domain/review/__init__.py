"""What happens on this subject: deciding on dossiers."""
