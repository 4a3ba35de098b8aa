"""Bulk actions: a page asks first, then each record is acted on in the version that it showed.

Whoever chose some records of a list meets a page that names them, with the version token of each in
a hidden field, ``TOKENS``: key:token, key:token. What has another token when that page is sent was
changed meanwhile, and is left as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from forum.history.version_token import pack_tokens
from forum.models import AuditEntry

TOKENS: Final = "version_tokens"
CONFIRMED: Final = "confirmed"
# Reasons that are told apart, and records that are named for each.
REASONS: Final = 10
NAMED: Final = 10


class Acted(NamedTuple):
    """What came of one record. reasons: why something was not done, each in a sentence."""

    done: bool
    reasons: Sequence[str] = ()


@dataclass(slots=True)
class Outcome:
    """What came of all. refused: reason -> the records of which something was not done.

    gone: names of those that somebody deleted meanwhile.
    """

    done: list[Any] = field(default_factory=list)
    refused: dict[str, list[Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def add(self, record: Any, acted: Acted) -> None:
        """Take note of what came of a record."""
        if acted.done:
            self.done.append(record)
        for reason in dict.fromkeys(acted.reasons):
            self.refused.setdefault(reason, []).append(record)


def moved_on() -> str:
    """Return why a record that somebody changed meanwhile was left alone."""
    return gettext(
        "Changed meanwhile by somebody else: look at it as it is now, then choose it again."
    )


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether the page that asks first was sent, rather than the list."""
    return CONFIRMED in request.POST


def too_many(desk: Any, request: HttpRequest, queryset: Any) -> bool:
    """Tell whether more records were chosen than one request can do, and say so."""
    number, most = queryset.count(), desk.most_at_once
    if number > most:
        said = gettext("You chose %(count)d records; choose at most %(most)d at once.")
        desk.message_user(request, said % {"count": number, "most": most}, messages.WARNING)
    return bool(number > most)


def page(
    desk: Any, request: HttpRequest, template: str, chosen: Sequence[Any], **context: Any
) -> TemplateResponse:
    """Return the page that asks first."""
    shared = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "action": request.POST.get("action", ""),
        "action_field": ACTION_CHECKBOX_NAME,
        TOKENS: pack_tokens(desk.version_tokens(chosen)),
        "count": len(chosen),
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, template, {**shared, **context})


def carry_out(
    desk: Any, request: HttpRequest, tokens: Mapping[int, str], act: Callable[[Any], Acted]
) -> Outcome:
    """Act on the records of a page that was sent, each locked and as the page showed it."""
    outcome, missing = Outcome(), []
    for key, token in tokens.items():
        with transaction.atomic():
            rows = desk.get_queryset(request).select_for_update(of=("self",))
            record = rows.filter(pk=key).first()
            if record is None:
                missing.append(key)
            elif desk.version_tokens([record])[key] != token:
                outcome.add(record, Acted(False, (moved_on(),)))
            else:
                outcome.add(record, act(record))
    outcome.gone = names_of_deleted(desk, missing)
    return outcome


def names_of_deleted(desk: Any, keys: Sequence[int]) -> list[str]:
    """Return what deleted records were called, as the log has it, else their numbers."""
    kind = ContentType.objects.get_for_model(desk.model)
    removals = AuditEntry.objects.filter(
        content_type=kind, object_id__in=keys, action__in=AuditEntry.REMOVALS
    )
    names = dict(removals.order_by("at").values_list("object_id", "name"))
    return [names.get(key, f"#{key}") for key in keys]


def say(desk: Any, request: HttpRequest, outcome: Outcome, done: str) -> None:
    """Say how many were done, and of the others why not, grouped. done: the first sentence."""
    level = messages.SUCCESS if outcome.done else messages.WARNING
    desk.message_user(request, done % {"count": len(outcome.done)}, level)
    for line in lines(desk, outcome):
        desk.message_user(request, line, messages.WARNING)


def lines(desk: Any, outcome: Outcome) -> Iterator[SafeString]:
    """Yield a line for each reason, with links to the records; the first ten of either."""
    if outcome.gone:
        names = ", ".join(outcome.gone[:NAMED])
        yield format_html("{}: {}", gettext("Deleted meanwhile"), names)
    groups = list(outcome.refused.items())
    for reason, records in groups[:REASONS]:
        yield _line(desk, reason, records)
    if (rest := len(groups) - REASONS) > 0:
        said = ngettext("%(count)d more reason.", "%(count)d more reasons.", rest)
        yield format_html("{}", said % {"count": rest})


def _line(desk: Any, reason: str, records: Sequence[Any]) -> SafeString:
    count = ngettext("%(count)d record", "%(count)d records", len(records))
    links = ((change_url(desk, one), desk.label(one)) for one in records[:NAMED])
    named = format_html_join(", ", '<a href="{}">{}</a>', links)
    more = len(records) - NAMED
    tail = gettext("and %(count)d more") % {"count": more} if more > 0 else ""
    number = count % {"count": len(records)}
    return format_html("{}: {} {} {}", number, reason, named, tail)


def change_url(desk: Any, record: Any) -> str:
    """Return the address of a record's form."""
    name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change"
    return reverse(name, args=[record.pk])
