"""Tests of Intake, a mirror of the package."""
