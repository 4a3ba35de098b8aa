"""What an editor meets where the desk refuses: a page beyond her or his role, a form without a
sign-in. What was typed into the form is shown again, so that it can be copied from here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.text import capfirst

from forum.core.middleware import in_admin
from forum.core.richtext import to_text
from forum.desk.content_policy import own_policy
from forum.site.errors import render_trouble

# What holds a form together, and what nobody should read over a shoulder.
_NOT_TYPED: Final = re.compile(
    r"^_|csrfmiddlewaretoken|password|(?:^|-)version_tokens?(?:-|$)|_FORMS$|(?:^|-)id$|^next$"
)
# A number, a key or a choice is soon made again.
_WORDS: Final = re.compile(r"\s|[^\x00-\x7f]|^.{24}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that was sent. label: of its field, or the field's name."""

    label: str
    text: str


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Whoever is let into the desk reads its own words; without a session there is no desk.
    is_desk_page = in_admin(request) and hasattr(request, "user")
    return no_right(request) if is_desk_page else render_trouble(request, 403)


@own_policy
def no_right(request: HttpRequest) -> HttpResponse:
    """Say that a page of the desk is beyond somebody's role."""
    return _page(request, "role")


@own_policy
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why a form was not accepted, and what to do. reason: Django's own words."""
    return _page(request, "cookies" if reason == REASON_NO_CSRF_COOKIE else "form")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that a form was sent after the sign-in had ended."""
    return csrf_failure(request)


def _page(request: HttpRequest, why: str) -> HttpResponse:
    shared = admin.site.each_context(request)
    # The menu is of somebody's models; a stranger has none.
    menu = shared["is_nav_sidebar_enabled"] and request.user.is_authenticated
    texts = list(typed(request)) if why != "role" else []
    context = {**shared, "is_nav_sidebar_enabled": menu, "why": why, "texts": texts}
    response = render(request, "admin/refused.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def typed(request: HttpRequest) -> Iterator[Typed]:
    """Yield the texts of a form that was sent, in its order; nothing of the sign-in."""
    desk = getattr(getattr(request.resolver_match, "func", None), "model_admin", None)
    for name, values in request.POST.lists():
        texts = [_readable(str(value)) for value in values]
        if not _NOT_TYPED.search(name):
            label = _label(desk, name)
            yield from (Typed(label, text) for text in texts if _WORDS.search(text))


def _readable(value: str) -> str:
    text = to_text(value) if value.lstrip().startswith("<") else value
    return text.replace("\r\n", "\n").strip()


def _label(desk: Any, name: str) -> str:
    """Return the label of a field, or what stands for it in the name that its form sends."""
    *rows, column = name.split("-")
    models = [] if desk is None else [row.model for row in desk.inlines] if rows else [desk.model]
    fields = {one.name: one for model in models for one in model._meta.get_fields()}
    found = getattr(fields.get(column), "verbose_name", column.replace("_", " "))
    number = next((f" {int(one) + 1}" for one in rows if one.isdecimal()), "")
    return f"{capfirst(str(found))}{number}"
