"""Pages of the competitions: public ones and the desk."""
