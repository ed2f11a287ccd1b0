"""The cache: each process its own memory, unless ``CACHE_URL`` names one that all share."""

from portal.settings.environment import env

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
