"""What happens: one file a subject."""
