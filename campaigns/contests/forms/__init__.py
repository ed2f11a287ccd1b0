"""Forms of the competitions."""
