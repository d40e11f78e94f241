"""Pages on this subject: the chain of events."""
