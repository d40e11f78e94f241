"""What people type on this subject: people who sign in."""
