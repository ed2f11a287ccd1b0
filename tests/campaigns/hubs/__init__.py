"""Tests of campaign hubs."""
