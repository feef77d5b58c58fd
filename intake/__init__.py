"""Intake: a clinic assistant for the dog whose back legs shake."""

__version__ = "0.1.0"
