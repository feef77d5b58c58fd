"""What the exam asks and what answers mean, as data."""
