"""The verbs of the error report's desk."""
