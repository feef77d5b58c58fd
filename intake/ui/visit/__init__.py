"""The frame around the steps of a visit."""
