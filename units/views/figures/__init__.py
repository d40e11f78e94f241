"""Pages on this subject: results, rates and ranks at a day, and what shows them."""
