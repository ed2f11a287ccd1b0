"""The newsroom: columns, articles, editions, corrections, the page importer, feeds."""
