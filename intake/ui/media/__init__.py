"""Photos and clips of a visit: adding, showing, playing."""
