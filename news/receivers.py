"""The newsroom tells the search which of its models have documents."""

from news.models import ArticlePage
from news.queries.documents import describe_article, described_articles
from search import registry

registry.register(ArticlePage, describe_article, queryset=described_articles)
