"""What the portal adds to Wagtail's administration."""

from foundation.views.page_lines import PAGE_VERBS, keep_lines
from portal.models import HomePage, StandardPage

keep_lines({HomePage: PAGE_VERBS, StandardPage: PAGE_VERBS})
