"""The settings a person can change, a page for each part of the clinic."""
