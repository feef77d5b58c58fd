"""What assistive technology needs beyond names: presses that mean what they do, lists that open, an order to read in."""
