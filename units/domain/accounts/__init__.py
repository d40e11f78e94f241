"""People who sign in, and their passwords."""
