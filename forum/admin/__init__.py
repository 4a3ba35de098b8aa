"""The admin of what the site itself keeps: products, pages, settings, imports, the log.

The dashboard lists them in the order in which they are imported here.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from forum.admin.products import KnowledgeProductAdmin, ProductPartAdmin, TopicAdmin  # isort: skip
from forum.admin.site import PageAdmin, SiteSettingsAdmin  # isort: skip
from forum.admin.addresses import SlugRedirectAdmin  # isort: skip
from forum.admin.imports import ImportRunAdmin, ImportWarningAdmin  # isort: skip
from forum.admin.log import LogEntryAdmin  # isort: skip
from forum.base.desk.records import ContentAdmin
from forum.base.desk.site import Desk, MenuPage
from forum.publishing.desk import DeskRules
from forum.translating import desk as translating
from forum.translating.rights import sees_translations

__all__ = [
    "ImportRunAdmin",
    "ImportWarningAdmin",
    "KnowledgeProductAdmin",
    "LogEntryAdmin",
    "PageAdmin",
    "ProductPartAdmin",
    "SiteSettingsAdmin",
    "SlugRedirectAdmin",
    "TopicAdmin",
]

ContentAdmin.publishing = DeskRules()
ContentAdmin.translating = translating
Desk.menu_pages.append(
    MenuPage("forum", _("Translation board"), "translation-board", sees_translations)
)

# Work in the background is shown where it was asked for, not as rows of a table.
admin.site.unregister(DBTaskResult)
