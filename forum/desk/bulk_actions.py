"""Bulk actions: a page asks first, then each record is acted on in the version that it showed.

Whoever chose some records of a list meets a page that names them, with the version token of each in
a hidden field, ``TOKENS``: key:token, key:token. What has another token when that page is sent was
changed meanwhile, and is left as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from forum.core.content import Record
from forum.core.lazy_sentences import labelled
from forum.desk.addresses import change_url
from forum.desk.base_admin import DeskAdmin, desk_page
from forum.history.version_token import pack_tokens, unpack_tokens
from forum.models import AuditEntry
from forum.permissions.access import is_helper, within
from people.models import User
from sessions_app.models import Event

TOKENS: Final = "version_tokens"
CONFIRMED: Final = "confirmed"
# Reasons that are told apart, and records that are named for each.
MOST_REASONS: Final = 10
MOST_NAMES: Final = 10


class Acted(NamedTuple):
    """What came of one record. reasons: why something was not done, each in a sentence."""

    done: bool
    reasons: Sequence[str] = ()


@dataclass(slots=True)
class BulkOutcome:
    """What came of all. refused: reason -> the records of which something was not done.

    deleted: names of those that somebody deleted meanwhile.
    """

    done: list[Record] = field(default_factory=list)
    refused: dict[str, list[Record]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)

    def add(self, record: Record, acted: Acted) -> None:
        """Take note of what came of a record."""
        if acted.done:
            self.done.append(record)
        for reason in dict.fromkeys(acted.reasons):
            self.refused.setdefault(reason, []).append(record)

    def add_overtaken(self, record: Record) -> None:
        """Take note of a record that somebody changed meanwhile, and that was left alone."""
        reason = gettext("Changed meanwhile: look at it as it is now, then choose it again.")
        self.add(record, Acted(False, (reason,)))


def sent_tokens(request: HttpRequest) -> dict[int, str]:
    """Return the keys and version tokens that a page sent, in its order."""
    return unpack_tokens(request.POST.get(TOKENS, ""))


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether the page that asks first was sent, rather than the list."""
    return CONFIRMED in request.POST


def refuse_too_many(
    model_admin: DeskAdmin, request: HttpRequest, queryset: QuerySet[Record]
) -> bool:
    """Tell whether more records were chosen than one request can do, and say so."""
    count, most = queryset.count(), model_admin.most_at_once
    if count > most:
        message = gettext("You chose %(count)d records; choose at most %(most)d at once.")
        numbers = {"count": count, "most": most}
        model_admin.message_user(request, message % numbers, messages.WARNING)
    return count > most


def confirmation_page(
    model_admin: DeskAdmin,
    request: HttpRequest,
    template: str,
    records: Sequence[Record],
    **context: object,
) -> TemplateResponse:
    """Return the page that asks first. context: what its template reads besides."""
    shared = {
        "opts": model_admin.opts,
        "action": request.POST.get("action", ""),
        "action_field": ACTION_CHECKBOX_NAME,
        TOKENS: pack_tokens(model_admin.version_tokens(records)),
        "count": len(records),
        "back": request.get_full_path(),
    }
    return desk_page(request, template, {**shared, **context})


def carry_out(
    model_admin: DeskAdmin,
    request: HttpRequest,
    act: Callable[[Any, str], Acted],
) -> BulkOutcome:
    """Act on the records of a page that was sent, each locked and as the page showed it.

    act: takes a record of the admin's model and its version token.
    """
    outcome, missing = BulkOutcome(), []
    for key, token in sent_tokens(request).items():
        with transaction.atomic():
            rows = model_admin.get_queryset(request).select_for_update(of=("self",))
            record = rows.filter(pk=key).first()
            if record is None:
                missing.append(key)
            elif model_admin.version_tokens([record])[key] != token:
                outcome.add_overtaken(record)
            else:
                outcome.add(record, act(record, token))
    outcome.deleted = names_of_deleted(request.user, model_admin.model, missing)
    return outcome


def names_of_deleted(
    user: User | AnonymousUser, model: type[Model], keys: Sequence[int]
) -> list[str]:
    """Return what deleted records were called, as the log has it, else their numbers.

    A helper reads the names of what was deleted in hers or his events alone.
    """
    kind = ContentType.objects.get_for_model(model)
    removals = AuditEntry.objects.filter(
        content_type=kind, object_id__in=keys, action__in=AuditEntry.REMOVALS
    )
    if is_helper(user):
        removals = removals.filter(
            owner_type=ContentType.objects.get_for_model(Event),
            owner_id__in=within(user, Event.objects.all()).values("pk"),
        )
    names = dict(removals.order_by("at").values_list("object_id", "name"))
    return [names.get(key, f"#{key}") for key in keys]


def report_outcome(
    model_admin: DeskAdmin, request: HttpRequest, outcome: BulkOutcome, done_message: str
) -> None:
    """Say how many were done, and of the rest why not, grouped."""
    level = messages.SUCCESS if outcome.done else messages.WARNING
    model_admin.message_user(request, done_message % {"count": len(outcome.done)}, level)
    report_refusals(model_admin, request, outcome)


def report_refusals(model_admin: DeskAdmin, request: HttpRequest, outcome: BulkOutcome) -> None:
    """Say of which records something was not done, and why."""
    for line in _refusal_lines(model_admin, outcome):
        model_admin.message_user(request, line, messages.WARNING)


def _refusal_lines(model_admin: DeskAdmin, outcome: BulkOutcome) -> Iterator[SafeString]:
    """Yield a line for each reason, with links to the records; the first ten of either."""
    if outcome.deleted:
        names = ", ".join(outcome.deleted[:MOST_NAMES])
        yield format_html("{}", labelled(gettext("Deleted meanwhile"), names))
    groups = list(outcome.refused.items())
    for reason, records in groups[:MOST_REASONS]:
        yield _refusal_line(model_admin, reason, records)
    if (rest := len(groups) - MOST_REASONS) > 0:
        message = ngettext("%(count)d more reason.", "%(count)d more reasons.", rest)
        yield format_html("{}", message % {"count": rest})


def _refusal_line(model_admin: DeskAdmin, reason: str, records: Sequence[Record]) -> SafeString:
    count = ngettext("%(count)d record", "%(count)d records", len(records))
    links = ((change_url(record), model_admin.label(record)) for record in records[:MOST_NAMES])
    names = format_html_join(", ", '<a href="{}">{}</a>', links)
    more = len(records) - MOST_NAMES
    tail = gettext("and %(count)d more") % {"count": more} if more > 0 else ""
    sentence = labelled(count % {"count": len(records)}, reason)
    return format_html("{} {} {}", sentence, names, tail)
