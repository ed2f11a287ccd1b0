"""Tests of the competitions."""
