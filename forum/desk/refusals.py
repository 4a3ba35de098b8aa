"""What an editor meets where the desk refuses: a page beyond a role, a form without a sign-in.

What was typed into the form is shown again, so that it can be copied from the page.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.middleware import in_admin
from forum.core.richtext import to_text
from forum.desk.base_admin import DeskAdmin
from forum.desk.content_policy import with_desk_policy
from forum.site.errors import render_trouble

# What holds a form together, and what nobody should read over a shoulder.
_NOT_TYPED: Final = re.compile(
    r"^_|csrfmiddlewaretoken|password|(?:^|-)version_tokens?(?:-|$)|_FORMS$|(?:^|-)id$|^next$"
)
# A number, a key or a choice is soon made again.
_WORDS: Final = re.compile(r"\s|[^\x00-\x7f]|^.{24}", re.DOTALL)


class SentText(NamedTuple):
    """A text that was sent. label: of its field, or the field's name."""

    label: str
    text: str


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a page is beyond somebody's role, in the desk's words or in the public site's."""
    # Whoever is let into the desk reads its own words; without a session there is no desk.
    is_desk_page = in_admin(request) and hasattr(request, "user")
    return beyond_role(request) if is_desk_page else render_trouble(request, 403)


@with_desk_policy
def beyond_role(request: HttpRequest) -> HttpResponse:
    """Say that a page of the desk is beyond somebody's role."""
    return _refusal_page(request, "role")


@with_desk_policy
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why a form was not accepted, and what to do. reason: Django's own words."""
    return _refusal_page(request, "cookies" if reason == REASON_NO_CSRF_COOKIE else "form")


@with_desk_policy
def full_disk_page(request: HttpRequest) -> HttpResponse:
    """Say that the server's disk is full, and show what was typed."""
    return _refusal_page(request, "disk", status=507)


@with_desk_policy
def owing_page(request: HttpRequest, reason: str) -> HttpResponse:
    """Say what an account owes before a form is taken, and show what was typed."""
    return _refusal_page(request, "debt", reason=reason)


@with_desk_policy
def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody asked too often."""
    reason = gettext("Too many requests. Wait a few minutes, then try again.")
    return _refusal_page(request, "often", status=429, reason=reason)


def _refusal_page(
    request: HttpRequest, why: str, status: int = 403, reason: str = ""
) -> HttpResponse:
    shared = admin.site.each_context(request)
    # The menu is of somebody's models; a stranger has none.
    menu = shared["is_nav_sidebar_enabled"] and request.user.is_authenticated
    texts = list(sent_texts(request)) if why not in ("role", "often") else []
    context = {
        **shared,
        "is_nav_sidebar_enabled": menu,
        "why": why,
        "texts": texts,
        "reason": reason,
    }
    response = render(request, "admin/refused.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def sent_texts(request: HttpRequest) -> Iterator[SentText]:
    """Yield the texts of a form that was sent, in its order; nothing of the sign-in."""
    view = request.resolver_match.func if request.resolver_match else None
    model_admin: DeskAdmin | None = getattr(view, "model_admin", None)
    for name, values in request.POST.lists():
        texts = [_readable(str(value)) for value in values]
        if not _NOT_TYPED.search(name):
            label = _label(model_admin, name)
            yield from (SentText(label, text) for text in texts if _WORDS.search(text))


def _readable(value: str) -> str:
    text = to_text(value) if value.lstrip().startswith("<") else value
    return text.replace("\r\n", "\n").strip()


def _label(model_admin: DeskAdmin | None, name: str) -> str:
    """Return the label of a field, or what stands for it in the name that its form sends."""
    *row, column = name.split("-")
    models: list[type[Model]] = []
    if model_admin is not None:
        inlines = [inline.model for inline in model_admin.inlines]
        models = inlines if row else [model_admin.model]
    fields = {field.name: field for model in models for field in model._meta.get_fields()}
    label = getattr(fields.get(column), "verbose_name", column.replace("_", " "))
    number = next((f" {int(part) + 1}" for part in row if part.isdecimal()), "")
    return f"{capfirst(str(label))}{number}"
