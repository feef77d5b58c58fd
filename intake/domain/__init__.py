"""The clinic's record: frozen values and pure rules."""
