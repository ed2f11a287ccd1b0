"""Forms of the public pages and of the desk."""
