"""What people type on this subject: a dossier of an initiative: written, completed, found."""
