"""Addresses of the newsroom's public pages."""

from django.urls import path, re_path

from news.views import articles, editions

urlpatterns = [
    re_path(r"^a/(?P<year>[0-9]{4})/(?P<number>[0-9]{1,18})/$", articles.article, name="article"),
    re_path(r"^s/(?P<number>[0-9]{1,18})/?$", articles.short_link, name="short"),
    path("editions/", editions.editions, name="editions"),
    re_path(r"^editions/(?P<day>\d{4}-\d{2}-\d{2})/$", editions.edition, name="edition"),
    re_path(r"^editions/(?P<day>\d{4}-\d{2}-\d{2})/(?P<number>[0-9]{1,3})/$", editions.print_page, name="print_page"),
    path("corrections/", editions.corrections, name="corrections"),
]
