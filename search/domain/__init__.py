"""The search app's verbs."""
