"""What happens on this subject: units, programmes, phases, participations, quotas."""
