"""What is allowed, as tables and plain functions."""
