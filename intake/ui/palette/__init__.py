"""The palette: checks, actions, dogs, owners and visits by typing."""
