"""The administration of the ground floor's lists."""
