"""Closed lists of the newsroom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """Genres of a Chinese newspaper."""

    NEWS = "news", _("News item")
    FEATURE = "feature", _("Feature")
    COMMENTARY = "commentary", _("Commentary")
    SIGNED = "signed", _("Signed article")
    PHOTO = "photo", _("Photo news")
    NOTICE = "notice", _("Notice")
    INITIATIVE = "initiative", _("Initiative")


class SourceKind(models.TextChoices):
    """Where an article comes from; a reprint names its origin."""

    ORIGINAL = "original", _("Original")
    REPRINT = "reprint", _("Reprint")
    SUPPLIED = "supplied", _("Supplied copy")


class CreditRole(models.TextChoices):
    """What a person or unit did for an article, in the order in which a newspaper prints it."""

    AUTHOR = "author", _("Author")
    REPORTER = "reporter", _("Reporter")
    CORRESPONDENT = "correspondent", _("Correspondent")
    PHOTOGRAPHER = "photographer", _("Photographer")
    SUPPLIER = "supplier", _("Supplier of the copy")
    EDITOR = "editor", _("Credited editor")
    PROOFREADER = "proofreader", _("Proofreader")


class CorrectionKind(models.TextChoices):
    """What the newspaper says about an article after it was published."""

    CORRECTION = "correction", _("Correction")
    SUPPLEMENT = "supplement", _("Supplement")
    RETRACTION = "retraction", _("Retraction")


class ColumnKind(models.TextChoices):
    """The column types of the government page tags (国办发〔2017〕47号), as far as a newspaper keeps them."""

    WORK_NEWS = "工作动态", _("Work news")
    OVERVIEW = "概况信息", _("Overview")
    POLICY = "政策文件", _("Policy documents")
    INTERPRETATION = "政策解读", _("Policy interpretation")
    RESPONSE = "回应关切", _("Responses to concerns")
    DATA = "数据发布", _("Data")
    DISCLOSURE = "信息公开目录", _("Disclosure of information")
    SERVICE = "办事服务", _("Services")
    CONSULTATION = "征集调查", _("Calls and surveys")
    INTERVIEW = "在线访谈", _("Online interviews")


class Role(models.TextChoices):
    """The roles of the newsroom; the values are the names of the groups, which the admin shows as they are."""

    EDITOR = "编辑", _("Editor role")
    REVIEWER = "审稿", _("Reviewer role")
    PUBLISHER = "签发", _("Publisher role")
    ADMINISTRATOR = "管理员", _("Administrator role")
