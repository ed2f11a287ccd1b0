"""The verbs of the competitions."""
