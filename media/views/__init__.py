"""Views of the library: the desk's screens and the files that only the desk may see."""
