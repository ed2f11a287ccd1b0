"""Secrets: encryption of single fields and files at rest, and their look-up without reading them.

``docs/adr/0020-sealed-fields.md`` says why it is built this way; ``docs/intake.md`` says how to use it.
"""
