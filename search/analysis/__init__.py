"""Chinese analysis: normalising, tokens, query, ranking and highlighting. Pure: no database, no settings.

Every engine uses the same analysis, so that engines agree. ``VERSION`` is stored with the index; a change of what
:mod:`search.analysis.tokens` or :mod:`search.analysis.normalising` return raises it, and the index must be rebuilt.
"""

VERSION = "1"
