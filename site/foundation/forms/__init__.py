"""Forms of the ground floor's administration."""
