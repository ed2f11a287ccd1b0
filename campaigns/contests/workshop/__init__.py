"""What runs in a limited process on files that strangers sent: no settings, no database, no keys."""
