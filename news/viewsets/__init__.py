"""The desk in the admin: lists of articles, editions with their pages, corrections."""
