"""A plain list to find a dog."""
