"""What the newsroom's pages and lists read."""
