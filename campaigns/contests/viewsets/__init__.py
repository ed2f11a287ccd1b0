"""Where the competitions' desks stand in the admin."""
