"""Verbs of the secrets: turning the key over, and forgetting."""
