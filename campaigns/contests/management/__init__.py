"""Management commands of the competitions."""
