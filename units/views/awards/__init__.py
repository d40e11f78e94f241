"""Pages on this subject: who may be proposed for an award."""
