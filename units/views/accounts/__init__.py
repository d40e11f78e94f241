"""Pages on this subject: people who sign in."""
