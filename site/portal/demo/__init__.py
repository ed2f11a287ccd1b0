"""The demo: an invented city, its paper, and the pictures that the project draws for it."""
