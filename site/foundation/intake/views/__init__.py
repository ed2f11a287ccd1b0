"""Public views of the intake machine; each stays thin and calls verbs."""
