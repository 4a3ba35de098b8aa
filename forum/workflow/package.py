"""What is published with an event as one package: the records that it names, new or changed.

A person or an organization without a public name cannot stay behind, for a visitor would see a
title without a name; whatever else the event names may be left out, and that is kept. What waits
for a moment of its own, or is to be deleted or merged, is left out unless somebody takes it in.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext

from forum.core.content import Content, column, language_codes
from forum.history.rows import RowKey, key_of
from forum.history.version_token import token_of
from forum.history.working_copies.tables_with_copies import staged
from forum.models import KnowledgeProduct, PackageChoice, WorkingCopy
from forum.workflow import copy_steps
from forum.workflow.check_data import CheckData, read_material, read_named
from forum.workflow.checks import check_record, has_public_name
from forum.workflow.copy_steps import scheduled_moments
from forum.workflow.review_rounds import (
    Progress,
    languages_of_copy,
    progress_of_all,
    progress_of_copy,
)
from forum.workflow.step_labels import why_not_reviewed
from people.models import Organization, Person
from sessions_app.models import Event

# The order of the list, and of the steps: what others are named with goes first.
MODELS: Final[tuple[type[Content], ...]] = (Organization, Person, KnowledgeProduct)


@dataclass(slots=True)
class PackageItem:
    """A record that an event names, and that is not public as it stands.

    state: of the record; "untranslated": public, but not in each language that it has. worded: the
    languages that it has something to publish in. languages: that it is published in with the
    event. copy: of what is public and changed. moments: language and moment of what is scheduled;
    own_moments: those that are not the event's, and that nobody who took it in knew of. is_needed:
    it may not be left out. reasons: why it cannot be published.
    """

    record: Content
    state: Literal[
        "new", "in_review", "changed", "deleted", "merged", "named", "scheduled", "untranslated"
    ]
    worded: list[str]
    progress: Progress
    copy: WorkingCopy | None = None
    languages: list[str] = field(default_factory=list)
    moments: set[tuple[str, datetime]] = field(default_factory=set)
    own_moments: set[tuple[str, datetime]] = field(default_factory=set)
    is_needed: bool = False
    is_left_out: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def key(self) -> RowKey:
        return key_of(self.record)

    @property
    def goes(self) -> bool:
        """Whether it is published with the event, or keeps that from being published."""
        return bool(self.languages) and not self.is_left_out

    @property
    def is_proposed(self) -> bool:
        """Whether publishing it would delete it, or merge another record into it."""
        return self.state in ("deleted", "merged")

    def is_reviewed_with(self, codes: Sequence[str]) -> bool:
        """Tell whether the review that is due is given with the event's of some languages."""
        due = self.progress.open
        going = [] if self.is_left_out else self.languages_with(codes)
        return due is not None and bool(going) and {*due.languages} <= {*codes, *going}

    def languages_with(self, codes: Sequence[str]) -> list[str]:
        """Return the languages that it is published in with those of the event.

        A name is needed in whatever language it has, but not before a moment that is set for it.
        """
        chosen = [code for code in codes if code in self.worded]
        if chosen or not self.is_needed:
            return chosen
        scheduled = {code for code, _moment in self.moments}
        return [code for code in self.worded if code not in scheduled]


@dataclass(slots=True)
class Package:
    """items: what is new or changed; public: how many records are public as they stand.

    languages: of the event, that it is published in.
    """

    event: Event
    languages: Sequence[str]
    items: list[PackageItem]
    public: int = 0

    @property
    def going(self) -> list[PackageItem]:
        return [item for item in self.items if item.goes]

    def count_going(self, codes: Sequence[str]) -> int:
        """Return how many records are published with some languages of the event; none: all."""
        codes = codes or self.languages
        return sum(bool(item.languages_with(codes)) for item in self.items if not item.is_left_out)

    @property
    def reasons(self) -> list[str]:
        """Why it cannot be published as it is, a sentence for each record."""
        return [
            gettext("“%(name)s”: %(why)s") % {"name": item.record, "why": " ".join(item.reasons)}
            for item in self.going
            if item.reasons
        ]

    @property
    def version_token(self) -> str:
        """Another one after each edit of what goes with the event."""
        facts = [[*item.key, item.progress.version_token, item.is_left_out] for item in self.items]
        return token_of(facts)

    def names(self, record: Content) -> bool:
        """Tell whether a record is published with the event."""
        return any(item.key == key_of(record) and not item.reasons for item in self.going)


def is_public_or_due(event: Event) -> bool:
    """Tell whether an event is public in a language, or will be at a moment that is set."""
    return bool(event.page_languages or event.schedule)


def read_package(
    event: Event, languages: Sequence[str], copy: WorkingCopy | None = None
) -> Package:
    """Read what an event names; copy: the event's own, which is not laid over the tables yet."""
    with staged([copy]) if copy else nullcontext():
        return package_of(event, languages)


def package_of(
    event: Event, languages: Sequence[str], material: CheckData | None = None
) -> Package:
    """Find out what of the records that an event names is new or changed, and what keeps it back.

    languages: those that the event is published in, none for any. material: the event's, where it
    has been read.
    """
    languages = languages or language_codes()
    material = material or read_named(event)
    choices = {
        (choice.content_type_id, choice.object_id): choice
        for choice in PackageChoice.objects.filter(event=event.pk)
    }
    package = Package(event, languages, [])
    needed = records_needed(material)
    named = records_named(event, material)
    copies = copies_of({**named, Event: [event]})
    event_kind = ContentType.objects.get_for_model(Event).pk
    event_moments = moments_of(event, copies.get((event_kind, event.pk)))
    for model, records in named.items():
        kind = ContentType.objects.get_for_model(model).pk
        waiting = [
            record
            for record in records
            if not record.is_published
            or record.is_scheduled
            or (kind, record.pk) in copies
            or {*_unpublished_languages(record)} & {*languages}
        ]
        package.public += len(records) - len(waiting)
        progress = progress_of_all(waiting)
        texts = read_material(waiting, material.glossary) if waiting else {}
        for record in waiting:
            copy = copies.get((kind, record.pk))
            is_needed = record in needed and not has_public_name(record)
            item = _item_of(record, copy, progress[record.pk], languages, is_needed=is_needed)
            choice = choices.get((kind, record.pk))
            item.own_moments = item.moments - event_moments - _known_moments(choice)
            item.is_left_out = (not is_needed or item.is_proposed) and _stays(item, choice)
            if item.copy is None:
                checks = check_record(record, item.languages, texts[record.pk])
                item.reasons += [check.message for check in checks if check.is_blocking]
            package.items.append(item)
    return package


def _stays(item: PackageItem, choice: PackageChoice | None) -> bool:
    """Tell whether a record stays as it is when the event is published.

    Who was named without a page of their own goes on so, unless somebody decides; what is due at
    another moment than the event waits for that, and what is to be deleted or merged stays, unless
    somebody decided who knew of it.
    """
    if item.copy and item.is_proposed:
        return choice is None or choice.is_left_out or choice.at < item.copy.changed_at
    is_left_out = choice.is_left_out if choice else item.state == "named"
    return is_left_out or bool(item.own_moments)


def _known_moments(choice: PackageChoice | None) -> set[tuple[str, datetime]]:
    stored = choice.moments if choice and not choice.is_left_out else []
    return {(code, datetime.fromisoformat(moment)) for code, moment in stored}


def records_named(event: Event, material: CheckData) -> dict[type[Content], list[Content]]:
    """Return the records of each model that an event names, those that are offline left out."""
    guests = material.appearances
    hosts = [role.organization for role in material.roles]
    affiliations = [guest.organization for guest in guests if guest.organization]
    products = KnowledgeProduct.objects.filter(launched_in__event=event.pk).distinct()
    named: dict[type[Content], list[Content]] = {
        Organization: [*hosts, *affiliations],
        Person: [guest.person for guest in guests],
        KnowledgeProduct: list(products),
    }
    return {model: _by_address(named[model]) for model in MODELS}


def _by_address(records: Collection[Content]) -> list[Content]:
    """Return each of some records of one model once, those that are offline left out."""
    named = {record.pk: record for record in records if not record.is_offline}
    return sorted(named.values(), key=lambda record: record.slug)


def records_needed(material: CheckData) -> set[Content]:
    """Return whose names an event cannot do without; an affiliation is a link only.

    Each person stands on the event's page, and the organizers in whose place its own documents
    print nothing.
    """
    hosts = {
        role.organization
        for role in material.roles
        if not any(getattr(role, column("printed_name", code)) for code in language_codes())
    }
    return {*hosts, *(guest.person for guest in material.appearances)}


def copies_of(
    named: Mapping[type[Content], Collection[Content]],
) -> dict[tuple[int, int], WorkingCopy]:
    """Return the open working copies of some records, by content type and key. One query."""
    condition = Q(pk__in=())
    for model, records in named.items():
        kind = ContentType.objects.get_for_model(model)
        keys = [record.pk for record in records]
        condition |= Q(content_type=kind, object_id__in=keys)
    copies = WorkingCopy.objects.open().filter(condition)
    return {(copy.content_type_id, copy.object_id): copy for copy in copies}


def moments_of(record: Content, copy: WorkingCopy | None = None) -> set[tuple[str, datetime]]:
    """Return each scheduled language of a record and of its working copy, with its moment."""
    changes = scheduled_moments(copy) if copy else {}
    return {*record.schedule.items(), *changes.items()}


def _item_of(
    record: Content,
    copy: WorkingCopy | None,
    progress: Progress,
    languages: Sequence[str],
    *,
    is_needed: bool,
) -> PackageItem:
    if copy and not copy.is_empty:
        return _changed_item(record, copy, languages, is_needed=is_needed)
    worded = _unpublished_languages(record)
    item = PackageItem(record, "new", worded, progress, is_needed=is_needed)
    item.moments = moments_of(record)
    item.languages = item.languages_with(languages)
    if record.is_in_review:
        item.state = "in_review"
    elif record.is_scheduled:
        item.state = "scheduled"
    elif record.is_published:
        item.state = "untranslated"
    elif has_public_name(record):
        # It is named in public already, and its page was not published.
        item.state = "named"
    reason = why_not_reviewed(item.languages, progress.approved)
    item.reasons += [reason] if reason else []
    return item


def _unpublished_languages(record: Content) -> list[str]:
    """Return the languages that a record has a name or title in, and is not public in.

    One that staff withdrew has its moment still, and stays withdrawn.
    """
    main, settled = record.main_fields[0], record.page_languages
    if record.is_published:
        once_public = [code for code in language_codes() if record.get_moment(code)]
        settled = [*settled, *(code for code in once_public if code not in record.ready_languages)]
    worded = [code for code in language_codes() if getattr(record, column(main, code))]
    return [code for code in worded if code not in settled]


def _changed_item(
    record: Content, copy: WorkingCopy, languages: Sequence[str], *, is_needed: bool
) -> PackageItem:
    with staged([copy]):
        rows: Any = type(record)._default_manager
        edited = rows.get(pk=record.pk)
        progress = progress_of_copy(copy, edited)
        changed = languages_of_copy(copy, edited)
        state = _state_of_copy(copy)
        item = PackageItem(record, state, changed, progress, copy, is_needed=is_needed)
        item.moments = moments_of(record, copy)
        item.languages = item.languages_with(languages)
        # The reviews are among the reasons.
        reason = copy_steps.why_not_publish_copy(copy, edited, item.languages, progress)
    item.reasons += [reason] if reason else []
    return item


def _state_of_copy(copy: WorkingCopy) -> Literal["changed", "deleted", "merged"]:
    if copy.proposals.get("deletes"):
        return "deleted"
    return "merged" if copy.proposals else "changed"
