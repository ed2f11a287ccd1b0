"""Public pages and the desk."""
