"""What people type on this subject: the chain of events."""
