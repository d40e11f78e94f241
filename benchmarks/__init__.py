"""What the ranked table costs, measured on the product's own server."""
