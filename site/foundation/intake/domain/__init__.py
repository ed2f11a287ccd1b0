"""The verbs of the intake machine."""
