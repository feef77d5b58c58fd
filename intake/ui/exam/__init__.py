"""The Exam screen."""
