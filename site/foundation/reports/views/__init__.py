"""The error report's form and desk."""
