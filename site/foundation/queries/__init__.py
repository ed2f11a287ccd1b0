"""Questions to the ground floor's models."""
