"""Turns a case into an assessment; pure functions."""
