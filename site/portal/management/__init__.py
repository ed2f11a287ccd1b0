"""Management of the portal."""
