"""What happens on this subject: figures on initiatives, and of the national portal."""
