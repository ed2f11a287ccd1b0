"""这里有错: readers report an error in a page, and a desk answers. The intake machine's first user."""
