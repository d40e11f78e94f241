"""Pages on this subject: what is kept of people without an account."""
