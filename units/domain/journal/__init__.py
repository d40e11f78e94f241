"""What happens on this subject: the chain of events."""
