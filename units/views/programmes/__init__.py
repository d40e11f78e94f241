"""Pages on this subject: units, programmes, phases, participations, quotas."""
