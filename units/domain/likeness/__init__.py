"""What happens on this subject: which titles and dossiers are alike."""
