"""Reading questions of the competitions."""
