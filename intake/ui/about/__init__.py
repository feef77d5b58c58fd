"""What this program is and where its knowledge comes from."""
