"""Who may open what: every address, every kind of person, every method, every kind of object."""
