"""A dossier of an initiative: written, completed, found."""
