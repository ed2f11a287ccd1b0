"""Screens of the competitions."""
