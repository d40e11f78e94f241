"""Results, rates and ranks at a day, and what shows them."""
