"""Template tags of the pages that take records offline."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext

from forum.core import field_labels
from forum.core.content import Content, Part
from forum.models import TakeDown
from forum.permissions.access import TAKE_OFFLINE, may
from forum.workflow.take_down.actions import is_offline
from sessions_app.models import Appearance

register = template.Library()

REMARKS = TakeDown.Scope.REMARKS


@dataclass(frozen=True, slots=True)
class Tool:
    """A link at the head of a record's form."""

    title: str
    url: str
    icon: str


@register.filter
def own_name(code: str) -> str:
    """Return a language's name in the language itself."""
    return field_labels.own_name(code)


@register.filter
def change_form(record: Any) -> str:
    """Return the address of a record's form, or of the one in which it stands."""
    if not admin.site.is_registered(type(record)):
        record = record.owner
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


@register.filter
def offline_page(record: Any) -> str:
    """Return where a record is taken offline."""
    return _address(record, TakeDown.Scope.RECORD)


@register.simple_tag
def offline_tools(record: Any, user: Any) -> list[Tool]:
    """Return what somebody can do about a record's being public: nothing about a draft."""
    if not isinstance(record, Content | Part) or not may(user, TAKE_OFFLINE, record):
        return []
    offline = is_offline(record)
    if isinstance(record, Content) and not offline and not record.is_published:
        return []
    tools = [_tool(record, TakeDown.Scope.RECORD, _title(offline=offline), offline=offline)]
    if isinstance(record, Appearance) and not offline:
        hidden = record.remarks_withheld
        title = (
            gettext("Put the remarks back online") if hidden else gettext("Take remarks offline")
        )
        tools.append(_tool(record, REMARKS, title, offline=hidden))
    return tools


def _title(*, offline: bool) -> str:
    return gettext("Put back online") if offline else gettext("Take offline")


def _tool(record: Any, scope: str, title: str, *, offline: bool) -> Tool:
    return Tool(title, _address(record, scope), "visibility" if offline else "visibility_off")


def _address(record: Any, scope: str) -> str:
    kind = ContentType.objects.get_for_model(record)
    return reverse("offline", args=[kind.pk, record.pk, scope])
