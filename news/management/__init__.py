"""Management of the newsroom."""
