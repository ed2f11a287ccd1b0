"""Commands of the exemplars app."""
