"""The top: settings, URLs, the home page and the demo. Imports everybody; nobody imports it."""
