"""Owner, dog and history."""
