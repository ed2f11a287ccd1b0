"""Commands of the media app."""
