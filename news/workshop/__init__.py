"""Work on hostile files, done in a limited process that sees neither settings nor database."""
