"""What the site itself adds to people and programme."""

from forum.models.addresses import SlugRedirect
from forum.models.autosaves import Autosave, AutosaveQuerySet
from forum.models.caption_templates import CaptionTemplate
from forum.models.clearance_replies import ClearanceReply, ReplyDraft
from forum.models.comments import Comment
from forum.models.desk import Presence, PreviewLink, Review, TakeDown
from forum.models.glossary import Term
from forum.models.history import AuditEntry, Snapshot
from forum.models.home_parts import HomePart
from forum.models.imports import ColumnMapping, ImportRun, ImportUpload, ImportWarning
from forum.models.merges import MergeJournal
from forum.models.notifications import Notification
from forum.models.packages import PackageChoice
from forum.models.page_files import PageChange, PageFile
from forum.models.pages import Page, PageQuerySet, SiteSettings
from forum.models.products import KnowledgeProduct, KnowledgeProductQuerySet, ProductPart, Topic
from forum.models.request_counts import RequestCount
from forum.models.search import SearchEntry
from forum.models.site_identity import SiteIdentity
from forum.models.translations import TranslationTally
from forum.models.working_copies import WorkingCopy

__all__ = [
    "AuditEntry",
    "Autosave",
    "AutosaveQuerySet",
    "CaptionTemplate",
    "ClearanceReply",
    "ColumnMapping",
    "Comment",
    "HomePart",
    "ImportRun",
    "ImportUpload",
    "ImportWarning",
    "KnowledgeProduct",
    "KnowledgeProductQuerySet",
    "MergeJournal",
    "Notification",
    "PackageChoice",
    "Page",
    "PageChange",
    "PageFile",
    "PageQuerySet",
    "Presence",
    "PreviewLink",
    "ProductPart",
    "ReplyDraft",
    "RequestCount",
    "Review",
    "SearchEntry",
    "SiteIdentity",
    "SiteSettings",
    "SlugRedirect",
    "Snapshot",
    "TakeDown",
    "Term",
    "Topic",
    "TranslationTally",
    "WorkingCopy",
]
