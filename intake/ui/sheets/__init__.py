"""The Sheets screen."""
