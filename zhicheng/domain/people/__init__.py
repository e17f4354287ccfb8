"""Units and the people in them."""
