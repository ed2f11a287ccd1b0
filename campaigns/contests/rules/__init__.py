"""Rules of the competitions that need no database."""
