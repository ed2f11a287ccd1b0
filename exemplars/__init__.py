"""Exemplary people and groups, honours, programmes and rounds."""
