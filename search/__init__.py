"""Chinese search: analysis, documents, engines, the public search page and API."""
