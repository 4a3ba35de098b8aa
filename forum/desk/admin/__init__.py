"""The admin of every model. The dashboard lists them in the order in which they are imported."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from forum.desk.admin.events import EventAdmin, EventOrganizationAdmin  # isort: skip
from forum.desk.admin.sessions import AppearanceInline, SessionAdmin  # isort: skip
from forum.desk.admin.appearances import AppearanceAdmin  # isort: skip
from forum.desk.admin.series import SeriesAdmin  # isort: skip
from forum.desk.admin.media import DocumentAdmin, PhotoAdmin  # isort: skip
from forum.desk.admin.people import OrganizationAdmin, PersonAdmin  # isort: skip
from forum.desk.admin.accounts import EventAccessAdmin, GroupAdmin, UserAdmin  # isort: skip
from forum.desk.admin.products import (  # isort: skip
    KnowledgeProductAdmin,
    ProductPartAdmin,
    TopicAdmin,
)
from forum.desk.admin.pages import PageAdmin, SiteSettingsAdmin  # isort: skip
from forum.desk.admin.caption_templates import CaptionTemplateAdmin  # isort: skip
from forum.desk.admin.home_parts import HomePartAdmin  # isort: skip
from forum.desk.admin.readonly import SlugRedirectAdmin  # isort: skip
from forum.desk.admin.imports import ImportRunAdmin, ImportWarningAdmin  # isort: skip
from forum.desk.admin.audit_entries import AuditEntryAdmin  # isort: skip

__all__ = [
    "AppearanceAdmin",
    "AppearanceInline",
    "AuditEntryAdmin",
    "CaptionTemplateAdmin",
    "DocumentAdmin",
    "EventAccessAdmin",
    "EventAdmin",
    "EventOrganizationAdmin",
    "GroupAdmin",
    "HomePartAdmin",
    "ImportRunAdmin",
    "ImportWarningAdmin",
    "KnowledgeProductAdmin",
    "OrganizationAdmin",
    "PageAdmin",
    "PersonAdmin",
    "PhotoAdmin",
    "ProductPartAdmin",
    "SeriesAdmin",
    "SessionAdmin",
    "SiteSettingsAdmin",
    "SlugRedirectAdmin",
    "TopicAdmin",
    "UserAdmin",
]

# Work in the background is shown where it was asked for, not as rows of a table.
admin.site.unregister(DBTaskResult)
