"""Who records, and the PIN."""
