"""The cache: each process its own memory, unless ``CACHE_URL`` names one that all share."""

from portal.settings.environment import env

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

FURNITURE_SECONDS = 60
"""How long names, menus, footer and the ad on every page are kept. A change shows at once in the process that made it,
and after this time in others that do not share its cache; 0 keeps nothing."""
