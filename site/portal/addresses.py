"""Addresses of the reader's pages that belong to no single app."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path, re_path

from news.feeds import ColumnFeed, LatestFeed
from portal.sitemaps import SITEMAPS
from portal.views import hubs, robots
from portal.views.reading_mode import reading_mode

urlpatterns = [
    re_path(r"^regions/(?P<code>[0-9]{6,12})/$", hubs.region, name="region"),
    path("topics/<slug:slug>/", hubs.topic, name="topic"),
    path("feeds/all.xml", LatestFeed(), name="feed"),
    re_path(r"^feeds/columns/(?P<pk>[0-9]{1,18})\.xml$", ColumnFeed(), name="column_feed"),
    re_path(r"^reading-mode/(?P<mode>elder|plain)/$", reading_mode, name="reading_mode"),
    path("robots.txt", robots.robots, name="robots"),
    path("news-sitemap.xml", robots.news_sitemap, name="news_sitemap"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
]
