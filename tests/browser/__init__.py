"""The real browser: pages that report every error, axe, log-in."""
