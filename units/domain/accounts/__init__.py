"""What happens on this subject: people who sign in."""
