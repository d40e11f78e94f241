"""Units, programmes, phases, participations, quotas."""
