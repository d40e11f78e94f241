"""Pages on this subject: outstanding initiatives, consent, the showcase."""
