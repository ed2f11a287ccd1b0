"""What is printed of the competitions."""
