"""Commands of the shell: one file a verb."""
