"""Work on files from outside, done in a process of its own under limits."""
