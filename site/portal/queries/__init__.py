"""What the front page and the hubs read."""
