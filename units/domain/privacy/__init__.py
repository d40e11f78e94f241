"""What is stored of people without an account."""
