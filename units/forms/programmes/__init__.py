"""What people type on this subject: units, programmes, phases, participations, quotas."""
