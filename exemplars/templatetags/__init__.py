"""Tags of the exemplars app."""
