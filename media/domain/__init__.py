"""The verbs of the media app."""
