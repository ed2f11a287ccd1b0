"""Wagtail: our models, no call to the outside, one language."""

from portal.settings.environment import env

WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_SITE_NAME = "文宣"
WAGTAILADMIN_USER_LOGIN_FORM = "portal.forms.DeskLoginForm"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.AttachmentForm"
WAGTAILMEDIA = {"MEDIA_MODEL": "media.Recording", "MEDIA_FORM_BASE": "media.forms.RecordingForm"}

WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_ENABLED = False
# It would write over revisions that others have read, and make two drafts of a new page that is saved meanwhile.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
