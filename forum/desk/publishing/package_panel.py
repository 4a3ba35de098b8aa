"""What the panel of an event says of the records and parts that are published with it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import language_codes
from forum.core.record_names import full_name
from forum.desk.addresses import change_url, list_url
from forum.desk.list_columns import relation_counts
from forum.desk.return_links import row_anchor
from forum.history.working_copies.store import edits_of
from forum.models import WorkingCopy
from forum.permissions.access import reaches
from forum.workflow.check_data import CheckData
from forum.workflow.merging.proposed import list_merges
from forum.workflow.package import Package, PackageItem
from forum.workflow.package_steps import why_not_choose
from forum.workflow.review_rounds import Progress
from forum.workflow.step_labels import moment, names_of
from people.models import User
from sessions_app.models import Document, Event, Photo

_STATES: Final[dict[str, str | Promise]] = {
    "new": _("New"),
    "in_review": _("In review"),
    "changed": _("Changed"),
    "deleted": _("To be deleted"),
    "untranslated": _("Public in another language only"),
    "named": _("Named already, without a page"),
}

_STATES_OF_PARTS: Final[dict[str, str | Promise]] = {
    "added": _("%(count)d new"),
    "changed": _("%(count)d changed"),
    "deleted": _("%(count)d to be deleted"),
    "withheld": _("%(count)d withheld"),
}


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A record that goes with the event, or stays. key: what its button sends.

    anchor: its place on the page. choice: the step that is offered, "" for none; label: of its
    button. note: why it may not be left out, or why it stays; problem: why it cannot be published
    yet.
    """

    key: str
    anchor: str
    name: str
    url: str
    kind: str
    state: str
    languages: str
    goes: bool
    choice: str
    label: str
    note: str
    problem: str


@dataclass(frozen=True, slots=True)
class PackagePanel:
    """parts: what of photos and documents is public with the event, each with where it is edited.

    public: how many records are public as they stand, in words. why_needed: why some of the rows
    may not be left out, "" where each may.
    """

    rows: list[PackageRow]
    parts: list[tuple[str, str]]
    public: str
    why_needed: str
    version_token: str

    @property
    def has_problems(self) -> bool:
        return any(row.problem for row in self.rows)


def package_panel(
    package: Package,
    material: CheckData,
    user: User,
    progress: Progress,
    copy: WorkingCopy | None = None,
) -> PackagePanel:
    """Lay out what an event is published with, for somebody.

    material, progress: the event's; copy: laid over it.
    """
    reviewed = progress.open.languages if progress.open else []
    words = ngettext(
        "%(count)d more record that it names is public already.",
        "%(count)d more records that it names are public already.",
        package.public,
    )
    return PackagePanel(
        rows=[_row(item, package.languages, reviewed, user) for item in package.items],
        parts=_parts(package.event, material, copy),
        public=words % {"count": package.public} if package.public else "",
        why_needed=_why_needed() if any(item.is_needed for item in package.items) else "",
        version_token=package.version_token,
    )


def _row(
    item: PackageItem, languages: Sequence[str], reviewed: Sequence[str], user: User
) -> PackageRow:
    """Return the row of a record. reviewed: the languages that the event's own review is due in."""
    choice = _choice(item)
    if choice and why_not_choose(user, item, is_left_out=choice == "leave_out"):
        choice = ""
    return PackageRow(
        key=f"{item.key.label}:{item.key.pk}",
        anchor=row_anchor(item.record),
        name=full_name(item.record),
        url=change_url(item.record),
        kind=str(capfirst(item.record._meta.verbose_name)),
        state=" · ".join(_states(item, reviewed, user)),
        languages=names_of(item.languages) if item.languages else "",
        goes=item.goes,
        choice=choice,
        label=_label(item, choice),
        note=_note(item, languages),
        problem=_problem(item),
    )


def _problem(item: PackageItem) -> str:
    if item.goes:
        return " ".join(item.reasons)
    if item.is_needed:
        return gettext("It has no public name: readers would see a title without one.")
    return ""


def _choice(item: PackageItem) -> str:
    """Return the step that is offered: what waits for a moment of its own may be taken in."""
    if not item.languages:
        return ""
    if item.own_moments or not item.goes:
        return "take_in"
    return "" if item.is_needed and not item.is_proposed else "leave_out"


def _label(item: PackageItem, choice: str) -> str:
    if choice == "take_in":
        return gettext("Do it with the event") if item.is_proposed else gettext("Publish with it")
    return gettext("Leave out")


def _why_needed() -> str:
    return gettext("Without what may not be left out readers would see a title without a name.")


def _states(item: PackageItem, reviewed: Sequence[str], user: User) -> Iterator[str]:
    """Yield the state in words, with the review that is due and the moments that it is due at."""
    due = item.progress.open
    if item.state == "merged":
        yield _merges(item, user)
    elif item.state in _STATES and not (due and item.state == "in_review"):
        yield str(_STATES[item.state])
    if due:
        words = gettext("In review: %(languages)s")
        if reviewed and not item.is_reviewed_with(reviewed):
            words = gettext("In review by itself: %(languages)s")
        yield words % {"languages": names_of(due.languages)}
    if len(moments := sorted({at for _language, at in item.moments})) == 1:
        yield gettext("Scheduled for %(moment)s") % {"moment": moment(moments[0])}
    else:
        yield from (_scheduled_in(item, at) for at in moments)


def _merges(item: PackageItem, user: User) -> str:
    """Return what is to be merged into a record; what somebody does not reach is not named."""
    merges = list_merges(item.copy) if item.copy else []
    duplicates = [merge.duplicate for merge in merges]
    if not all(duplicate and reaches(user, duplicate) for duplicate in duplicates):
        return gettext("To be merged with another record")
    names = gettext(", ").join(f"“{full_name(row)}”" for row in duplicates if row)
    return gettext("To be merged with %(names)s") % {"names": names}


def _scheduled_in(item: PackageItem, at: datetime) -> str:
    """Return a moment with the languages that it is set for."""
    due = {code for code, when in item.moments if when == at}
    codes = [code for code in language_codes() if code in due]
    words = gettext("%(languages)s: scheduled for %(moment)s")
    return words % {"languages": names_of(codes), "moment": moment(at)}


def _note(item: PackageItem, languages: Sequence[str]) -> str:
    if not item.languages:
        if item.is_needed:
            return ""
        words = gettext("It has nothing to publish in %(languages)s: it stays as it is.")
        return words % {"languages": names_of(languages)}
    if item.own_moments:
        return _note_of_moment(item)
    if item.is_proposed and not item.goes:
        return gettext("Stays as it is: that is done with the event only if you choose so.")
    if item.is_needed:
        return gettext("May not be left out")
    return "" if item.goes else gettext("Left out: it stays as it is.")


def _note_of_moment(item: PackageItem) -> str:
    """Return that a record waits for a moment of its own, and what of it has none."""
    due = {code for code, _at in item.moments}
    rest = [code for code in item.languages if code not in due]
    if item.goes or not rest:
        return gettext("Waits for its own moment: before that it goes only if you choose so.")
    words = gettext(
        "Waits for its own moment, and %(languages)s stays as it is: that goes with the event only "
        "if you choose so."
    )
    return words % {"languages": names_of(rest)}


def _parts(event: Event, material: CheckData, copy: WorkingCopy | None) -> list[tuple[str, str]]:
    """Return what is public with the event, in words, and where it is edited."""
    counts = relation_counts(Event, {"photo_count": "photos", "document_count": "documents"})
    numbers = Event.objects.filter(pk=event.pk).values_list(*counts.values()).first() or (0, 0)
    edits = Counter((edit.key.model, edit.kind) for edit in edits_of(copy).values()) if copy else {}
    photos_url = reverse("admin:sessions_app_event_photos", args=[event.pk])
    documents_url = f"{list_url(Document)}?event__id__exact={event.pk}"
    parts: list[tuple[str, str]] = []
    for model, label, count, public, url in (
        (Photo, _("Photos"), numbers[0], material.photos, photos_url),
        (Document, _("Documents"), numbers[1], material.documents, documents_url),
    ):
        states = {
            "added": edits.get((model, "added"), 0),
            "changed": edits.get((model, "changed"), 0),
            "deleted": edits.get((model, "deleted"), 0),
            "withheld": count - len(public),
        }
        if count or any(states.values()):
            words = gettext("%(what)s: %(count)d") % {"what": label, "count": count}
            parts.append((gettext(", ").join([words, *_states_in_words(states)]), url))
    return parts


def _states_in_words(states: Mapping[str, int]) -> Iterator[str]:
    for state, count in states.items():
        if count:
            yield _STATES_OF_PARTS[state] % {"count": count}
