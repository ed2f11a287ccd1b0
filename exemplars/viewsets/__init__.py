"""Lists in the administration."""
