"""Campaign hubs, the public-service ad library, placements and screens."""
