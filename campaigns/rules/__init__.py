"""Rules of the field as pure functions: no database, no settings."""
