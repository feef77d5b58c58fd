"""The parts of the note that `intake.reasoning.text` puts together."""
