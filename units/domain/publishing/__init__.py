"""What happens on this subject: outstanding initiatives, consent, the showcase."""
