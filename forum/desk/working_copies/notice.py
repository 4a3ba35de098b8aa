"""What every page of the desk says of the working copy that it shows, or that saving would open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from forum.core.content import Content, language_codes
from forum.core.field_labels import site_language_name
from forum.core.record_tree import owner_lookup, tree_of
from forum.desk.addresses import change_url
from forum.desk.form_steps import steps_of
from forum.desk.return_links import keep_way_back
from forum.desk.working_copies.addresses import copy_url
from forum.desk.working_copies.request_scope import DIRECT, is_beside, is_direct
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.store import edits_of, is_released, open_copy
from forum.models import WorkingCopy
from forum.permissions.access import PUBLISH, has_model_right, may
from forum.site.previews import can_be_previewed, public_address
from forum.workflow.step_labels import names_of


@dataclass(frozen=True, slots=True)
class CopyNotice:
    """copy: None while the record has none. public_since: of the version that the public sees.

    public_url: "" without a page of its own. previews: address, tag and name of each language.
    direct_url: "" for whoever may not change what is public itself. is_direct: whether this page
    does so although there is a working copy. is_public: not only scheduled. is_offline:
    taken off the public pages. has_expired: its end has come. refused: languages that were not
    published at their moment.
    """

    copy: WorkingCopy | None
    record_name: str
    record_url: str
    public_since: datetime | None
    public_url: str
    changes_url: str
    discard_url: str
    start_url: str
    direct_url: str
    previews: list[tuple[str, str]]
    is_direct: bool
    may_publish: bool
    is_public: bool
    is_offline: bool
    has_expired: bool
    refused: str

    @property
    def diverts(self) -> bool:
        """Whether what is done on this page goes into a working copy."""
        return not self.is_direct and (self.copy is not None or not self.may_publish)


def copy_at_work(request: HttpRequest) -> WorkingCopy | None:
    """Return the working copy that a page about one record shows; None for what is public."""
    steps = steps_of(request)
    return steps.copies[0] if steps.owners and steps.copies else None


def notice_of(request: HttpRequest) -> CopyNotice | None:
    """Return what a page says of working copies; None where there is nothing to say."""
    owners = steps_of(request).owners
    if len(owners) != 1 or is_beside(request) or not _is_page_about(request):
        return None
    (owner,) = owners
    copy = open_copy(owner) if is_direct(request) else copy_at_work(request)
    record = _record_of(request, owner)
    if record is None or (copy is None and not is_released(record)):
        return None
    may_publish = may(request.user, PUBLISH, record)
    if copy is None and not may_publish and not has_model_right(request.user, "change", record):
        return None
    return CopyNotice(
        copy=copy,
        record_name=str(record),
        record_url=change_url(record),
        public_since=_public_since(owner, copy) if copy else None,
        public_url=_public_url(record),
        changes_url=copy_url("working-copy", owner),
        discard_url=copy_url("working-copy-discard", owner),
        start_url=keep_way_back(request, copy_url("working-copy-start", owner)),
        direct_url=(
            keep_way_back(request, f"{change_url(record)}?{DIRECT}=1") if may_publish else ""
        ),
        previews=_previews(owner, record),
        is_direct=is_direct(request),
        may_publish=may_publish,
        is_public=not record.is_published or bool(record.page_languages),
        is_offline=record.is_offline,
        has_expired=record.has_expired,
        refused=names_of([*copy.refusals]) if copy else "",
    )


def _record_of(request: HttpRequest, owner: RowKey) -> Content | None:
    """Return the record that a page is about: the one that its form shows, or as stored."""
    record = steps_of(request).record
    if isinstance(record, Content) and key_of(record) == owner:
        return record
    records: Any = owner.model._default_manager
    stored: Content | None = records.filter(pk=owner.pk).first()
    return stored


def _is_page_about(request: HttpRequest) -> bool:
    """Tell whether the page edits or shows the record: no choices, no bare rows of it."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return not name.endswith(("autocomplete", "_sessions"))


def _public_since(owner: RowKey, copy: WorkingCopy) -> datetime | None:
    """Return when what the public sees was saved last: of no row that the working copy adds."""
    added = [key for key, edit in edits_of(copy).items() if edit.kind == "added"]
    moments = [
        model._base_manager.filter(**{owner_lookup(model): owner.pk})
        .exclude(pk__in=[key.pk for key in added if key.model is model])
        .aggregate(at=Max("updated"))
        for model in tree_of(owner.model)
    ]
    return max((moment["at"] for moment in moments if moment["at"]), default=None)


def _public_url(record: Content) -> str:
    """Return the address of the public page in the language of the desk, or in one that it has."""
    codes = record.page_languages
    if not codes or not hasattr(record, "get_absolute_url"):
        return ""
    language = get_language() or ""
    try:
        return public_address(record, language if language in codes else codes[0])
    except NoReverseMatch:
        return ""


def _previews(owner: RowKey, record: Content) -> list[tuple[str, str]]:
    if not can_be_previewed(record):
        return []
    url = reverse("staff-preview", args=[owner.kind.pk, owner.pk])
    return [(f"{url}?language={code}", site_language_name(code)) for code in language_codes()]
