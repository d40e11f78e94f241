"""What people type on this subject: outstanding initiatives, consent, the showcase."""
