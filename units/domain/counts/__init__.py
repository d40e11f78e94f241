"""What happens on this subject: stating counts, and what locks them."""
