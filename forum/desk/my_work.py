"""What waits for one person, by role and event: to review, returned, to translate, comments …"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property, partial, wraps
from itertools import islice
from typing import Any, Final, NamedTuple, cast

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Exists, Model, OuterRef, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

from forum.core.content import Content, ContentQuerySet, column, language_codes
from forum.core.dates import day
from forum.core.field_labels import site_language_name
from forum.core.visibility import READINESS
from forum.desk.addresses import change_url, open_findings_url
from forum.desk.audit_sentences import reason_of
from forum.desk.translations.progress_figures import events_to_do
from forum.history.version_token import record_tokens
from forum.history.working_copies.overlay import find_subjects
from forum.models import (
    AuditEntry,
    ClearanceReply,
    Comment,
    ImportUpload,
    ImportWarning,
    KnowledgeProduct,
    Page,
    Review,
    SiteSettings,
    WorkingCopy,
)
from forum.permissions.access import (
    IMPORT,
    PUBLISH,
    REVIEW,
    may,
    reached,
    reached_among,
    reaches,
    roles,
    sees_model,
    within,
)
from forum.permissions.roles import CHINESE_EDITOR, TRANSLATOR
from forum.workflow.copy_digests import read_digests
from forum.workflow.copy_steps import refused_moments, scheduled_moments
from forum.workflow.review_rounds import Round, rounds_of
from forum.workflow.step_labels import moment, names_of
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Document, Event, EventOrganization, Photo, Session

Decision = Review.Decision

# Of one kind of work; what is more comes up as the first is done.
MOST_ITEMS: Final = 30
SOON: Final = timedelta(days=14)
REVIEWED_MODELS: Final[tuple[type[Content], ...]] = (
    Event, Page, KnowledgeProduct, Person, Organization,
)  # fmt: skip


class WorkItem(NamedTuple):
    """Something to do. kind: what is to be done; event: None for what belongs to no single one."""

    kind: str
    words: str
    url: str
    note: str
    event: Event | None


class WorkGroup(NamedTuple):
    """An event with what waits in it. url, note: "" of the rest, which belongs to none."""

    title: str
    url: str
    note: str
    items: list[WorkItem]


class PendingRecords:
    """What waits on the site, of which somebody's first page reads once what several lists ask."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def in_review(self) -> list[Content]:
        """The records in review that somebody may open."""
        return [record for records in self._by_model for record in records if record.is_in_review]

    @property
    def scheduled(self) -> Iterator[Content]:
        """The records that somebody may open of which a language becomes public soon."""
        for records in self._by_model:
            yield from islice((record for record in records if not record.is_in_review), MOST_ITEMS)

    @cached_property
    def _by_model(self) -> list[list[Content]]:
        until = timezone.now() + SOON
        querysets = reviewed_querysets(self.user)
        return [list(records.in_review() | records.scheduled(until)) for records in querysets]

    @cached_property
    def copies(self) -> list[WorkingCopy]:
        """The open working copies, whoever may open their records."""
        copies = WorkingCopy.objects.open().without_changes().select_related("changed_by")
        return list(copies.order_by("pk").prefetch_related(_records()))

    @cached_property
    def visible_copies(self) -> list[WorkingCopy]:
        """The open working copies whose records somebody may open."""
        records = {copy.object for copy in self.copies if copy.object is not None}
        visible = reached_among(
            self.user, [record for record in records if sees_model(self.user, record)]
        )
        return [copy for copy in self.copies if copy.object in visible]

    @cached_property
    def rounds(self) -> "list[tuple[Content | WorkingCopy, Round]]":
        """What was submitted of them and waits, the oldest first, with its round of reviews."""
        return list(list_rounds([*self.in_review, *self.copies]))

    @cached_property
    def required_reviews(self) -> int:
        """How many reviews the site asks for."""
        return SiteSettings.current().reviews


def list_work(pending: PendingRecords) -> list[WorkGroup]:
    """Return what waits for somebody, the next events first; a constant number of queries."""
    groups: dict[int, list[WorkItem]] = defaultdict(list)
    events: dict[int, Event] = {}
    for list_items in _KINDS:
        for item in list_items(pending):
            key = item.event.pk if item.event else 0
            groups[key].append(item)
            if item.event:
                events[key] = item.event
    ordered = sorted(events.values(), key=_urgency)
    work = [WorkGroup(str(event), change_url(event), _day_of(event), groups[event.pk])
            for event in ordered]  # fmt: skip
    rest = [WorkGroup(gettext("Other records"), "", "", groups[0])] if groups[0] else []
    return work + rest


def _urgency(event: Event) -> tuple[bool, int, int]:
    """Return the place of an event: those to come by their day, then those that were, then others.

    The latest of those that were comes first.
    """
    if event.starts_on is None:
        return True, date.max.toordinal(), event.pk
    distance = (event.starts_on - timezone.localdate()).days
    return distance < 0, abs(distance), event.pk


def _day_of(event: Event) -> str:
    return day(event.starts_on) if event.starts_on else ""


def reviewed_querysets(user: User) -> Iterator[ContentQuerySet[Content]]:
    """Yield the records of each model that somebody may open, with what a line names of them."""
    for model in REVIEWED_MODELS:
        if sees_model(user, model):
            texts = [column(model.main_fields[0], code) for code in language_codes()]
            names = ["slug", "updated", *READINESS, model.main_fields[0], *texts]
            if model is Event:
                names.append("starts_on")
            records = cast("ContentQuerySet[Content]", model._default_manager.only(*names))
            yield reached(user, records)


def _limited(
    list_items: Callable[[PendingRecords], Iterable[WorkItem]],
) -> Callable[[PendingRecords], Any]:
    """Yield the first of what is somebody's work, however much there is before that is not."""

    @wraps(list_items)
    def list_first(pending: PendingRecords) -> Iterator[WorkItem]:
        return islice(list_items(pending), MOST_ITEMS)

    return list_first


@_limited
def _list_refused(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield working copies whose moment passed without publishing them, with the reasons.

    They are work for who may publish, and for who set the moment.
    """
    user, copies = pending.user, [copy for copy in pending.copies if copy.refusals]
    if not copies:
        return
    same = WorkingCopy.objects.filter(pk__in=[copy.pk for copy in copies]).filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    entries = AuditEntry.objects.filter(Exists(same), action=AuditEntry.Action.COPY_REFUSED)
    # The log keeps those of former copies too; each tells of one language.
    of_language = ("content_type", "object_id", "params__languages")
    latest_entries = entries.order_by(*of_language, "-at", "-pk").distinct(*of_language)
    latest = {
        (entry.content_type_id, entry.object_id, code): entry
        for entry in latest_entries
        for code in entry.params["languages"]
    }
    publishes = may(user, PUBLISH)
    for copy in copies:
        for code, at in refused_moments(copy).items():
            entry = latest.get((copy.content_type_id, copy.object_id, code))
            is_theirs = entry is not None and entry.params["scheduled_by"] == user.pk
            if publishes or is_theirs:
                reason = reason_of(entry, get_language() or "") if entry else ""
                parts = (site_language_name(code), moment(at), reason)
                yield from _items(user, gettext("Scheduled, but refused"), copy.object, *parts)


@_limited
def _list_to_review(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield what others have submitted, and nobody has decided on: to review, or to publish."""
    user = pending.user
    if not may(user, REVIEW):
        return
    for subject, turn in pending.rounds:
        is_approved = len(turn.approvals) >= pending.required_reviews
        is_own = user.pk in {review.by_id for review in (turn.submission, *turn.approvals)}
        if is_own and not is_approved:
            continue
        record = subject.object if isinstance(subject, WorkingCopy) else subject
        kind = gettext("To publish") if is_approved else gettext("To review")
        ended = "" if is_approved else _why_ended(subject, turn)
        facts = (names_of(turn.languages), str(turn.submission.by or ""), turn.submission.note)
        yield from _items(user, kind, record, *facts, ended)


def _why_ended(subject: Content | WorkingCopy, turn: Round) -> str:
    """Return why a review that was given is to be given again, "" where none is."""
    if not turn.lapsed:
        return ""
    review = turn.lapsed[-1]
    given = {"name": review.by or gettext("somebody"), "day": day(timezone.localtime(review.at))}
    if isinstance(subject, WorkingCopy) and subject.changed_at <= review.at:
        words = gettext(
            "The approval by %(name)s of %(day)s does not count any more: what is public was "
            "changed after it, or the site was upgraded since."
        )
    else:
        words = gettext(
            "The approval by %(name)s of %(day)s does not count any more: the text was changed "
            "after it."
        )
    return words % given


def list_rounds(
    records: Iterable[Content | WorkingCopy],
) -> Iterator[tuple[Content | WorkingCopy, Round]]:
    """Yield what was submitted of them and waits, the oldest first, with its round of reviews."""
    subjects: dict[tuple[int, int], Content | WorkingCopy] = {
        (ContentType.objects.get_for_model(subject).pk, subject.pk): subject for subject in records
    }
    about = Q(content_type__in={kind for kind, _pk in subjects})
    about &= Q(object_id__in={pk for _kind, pk in subjects})
    reviews: dict[tuple[int, int], list[Review]] = defaultdict(list)
    for review in Review.objects.filter(about).select_related("by").order_by("at", "pk"):
        reviews[review.content_type_id, review.object_id].append(review)
    given = {key: reviews[key] for key in subjects.keys() & reviews.keys()}
    holding = _holding(
        [
            subjects[key]
            for key, of_subject in given.items()
            if any(review.decision == Decision.APPROVED for review in of_subject)
        ]
    )
    latest = [
        (subjects[key], rounds[-1])
        for key, of_subject in given.items()
        if (rounds := rounds_of(of_subject, holding.get(key, bool))[0]) and not rounds[-1].returned
    ]
    yield from sorted(latest, key=lambda pair: (pair[1].submission.at, pair[1].submission.pk))


def _holding(
    subjects: Collection[Content | WorkingCopy],
) -> dict[tuple[int, int], Callable[[Review], bool]]:
    """Return of each record and working copy with approvals, by type and key, which hold."""
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for subject in subjects:
        by_model[type(subject)].append(subject)
    holding: dict[tuple[int, int], Callable[[Review], bool]] = {}
    for model, rows in by_model.items():
        kind = ContentType.objects.get_for_model(model).pk
        if model is WorkingCopy:
            # Their changes were left out of the list.
            whole = WorkingCopy.objects.filter(pk__in=[copy.pk for copy in rows])
            holding |= {(kind, pk): digest.holds for pk, digest in read_digests(whole).items()}
        else:
            tokens = record_tokens(rows)
            holding |= {(kind, pk): partial(_is_of, token) for pk, token in tokens.items()}
    return holding


def _is_of(token: str, review: Review) -> bool:
    return review.version_token == token


def _list_returned(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield what was submitted by somebody and came back, with the whole note, the latest first."""
    user = pending.user
    same = Review.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    own = same.filter(by=user, decision=Decision.SUBMITTED, pk__lt=OuterRef("pk"))
    came_back = Review.objects.filter(Exists(own), decision=Decision.RETURNED)
    # Whether a return still stands is a long question, which few have to ask.
    if not came_back.exists():
        return
    returned = came_back.standing_returns()
    closed = WorkingCopy.objects.exclude(closed_at=None).values("pk")
    kind = ContentType.objects.get_for_model(WorkingCopy)
    returned = returned.exclude(content_type=kind, object_id__in=closed)
    copies = WorkingCopy.objects.without_changes().prefetch_related(_records())
    returned = returned.select_related("by").prefetch_related(_records(copies))
    for review in returned.order_by("-at")[:MOST_ITEMS]:
        subject = review.object
        record = subject.object if isinstance(subject, WorkingCopy) else subject
        parts = (str(review.by or ""), review.note)
        yield from _items(user, gettext("Returned to you"), record, *parts)


def _list_mentions(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield the open comments that ask somebody to look, the oldest first."""
    user = pending.user
    comments = Comment.objects.open().filter(mentioned=user).select_related("author")
    for comment, record in find_subjects(comments.prefetch_related(_records())[:MOST_ITEMS]):
        parts = (str(comment.author or ""), comment.text)
        for item in _items(user, gettext("Comment for you"), record, *parts):
            yield item._replace(url=f"{item.url}#comments")


def _list_to_translate(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield the events with something to translate into a language that somebody writes."""
    user = pending.user
    if not sees_model(user, Event) or roles(user) == {CHINESE_EDITOR}:
        return
    for event, lines in events_to_do(user, MOST_ITEMS):
        for line in lines:
            note = gettext(", ").join(line.notes)
            words = line.progress.head
            if line.progress.to_do:
                yield WorkItem(gettext("To translate"), words, line.url, note, event)


@_limited
def _list_replies(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield the replies of offices that nobody has dealt with, the oldest first."""
    user = pending.user
    if not _edits_programme(user):
        return
    kind = ContentType.objects.get_for_model(Appearance)
    replies = ClearanceReply.objects.waiting().filter(content_type=kind)
    replies = replies.prefetch_related(_records())
    rows, stored = within(user, Appearance.objects.all()), Appearance.objects.values("pk")
    about_stored = replies.filter(object_id__in=rows.values("pk"))[:MOST_ITEMS]
    # A guest whom only a working copy has is in no table; nor is one who was deleted.
    others = replies.exclude(object_id__in=stored)
    subjects = find_subjects(
        sorted([*about_stored, *others], key=lambda reply: (reply.sent_at, reply.pk))
    )
    prefetch_related_objects([appearance for _reply, appearance in subjects], "person")
    for reply, appearance in subjects:
        parts = (reply.get_answer_display(), reply.author)
        for item in _items(user, gettext("Reply of an office"), appearance, *parts):
            assert item.event  # noqa: S101 - an appearance has one
            url = reverse("clearance", args=[item.event.pk, reply.language])
            yield item._replace(url=f"{url}#row-{reply.object_id}")


def _list_changed_since_clearance(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield the appearances whose text was changed after its office had cleared it."""
    user = pending.user
    if not _edits_programme(user):
        return
    changed = {
        code: Q(**{column("clearance", code): Appearance.Clearance.CHANGED_SINCE})
        for code in language_codes()
    }
    condition = Q()
    for changed_in_language in changed.values():
        condition |= changed_in_language
    rows = within(user, Appearance.objects.filter(condition))
    rows = rows.select_related("person", "session__event").order_by("updated")
    for appearance in rows[:MOST_ITEMS]:
        kind = gettext("Changed since clearance")
        languages = [
            code
            for code in changed
            if getattr(appearance, column("clearance", code)) == Appearance.Clearance.CHANGED_SINCE
        ]
        yield from _items(user, kind, appearance, names_of(languages))


def _list_imports(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield somebody's own uploads that wait for answers or a confirmation, the oldest first."""
    user = pending.user
    if not may(user, IMPORT):
        return
    uploads = ImportUpload.objects.filter(by=user, state=ImportUpload.State.PLANNED).order_by("pk")
    facts = list(
        uploads.values_list("pk", "name", "plan__event_slug", "plan__questions")[:MOST_ITEMS]
    )
    slugs = {slug for _pk, _name, slug, _questions in facts if slug}
    events = {event.slug: event for event in within(user, Event.objects.filter(slug__in=slugs))}
    for pk, name, slug, questions in facts:
        count = sum(not question["answer"] for question in questions or ())
        words = ngettext("%(count)d open question", "%(count)d open questions", count)
        note = words % {"count": count} if count else gettext("To be confirmed")
        url = reverse("admin:forum_importupload_change", args=[pk])
        yield WorkItem(gettext("Your import"), name, url, note, events.get(slug))


@_limited
def _list_findings(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield for each event how many findings of its imports nobody has settled."""
    user = pending.user
    if not user.has_perm("forum.change_importwarning"):
        return
    # What an import brought that was undone is no longer there to be checked.
    warnings = ImportWarning.objects.filter(resolved_at=None, run__undone_at=None)
    warnings = warnings.exclude(level="note")
    counts = warnings.values_list("run__event").annotate(count=Count("pk")).order_by("run__event")
    by_event = dict(counts)
    events = within(user, Event.objects.all()).in_bulk([pk for pk in by_event if pk])
    for pk, count in by_event.items():
        words = ngettext("%(count)d open finding", "%(count)d open findings", count)
        kind = gettext("Import to check")
        if pk is None or pk in events:
            url = open_findings_url(pk)
            yield WorkItem(kind, words % {"count": count}, url, "", events.get(pk))


def _list_scheduled(pending: PendingRecords) -> Iterator[WorkItem]:
    """Yield what becomes public by itself in the next days, records and working copies."""
    user = pending.user
    if roles(user) == {TRANSLATOR}:
        return
    soon, kind = timezone.now() + SOON, pgettext("work", "Scheduled soon")
    moments = [(record, record.schedule) for record in pending.scheduled]
    moments += [
        (copy.object, scheduled_moments(copy))
        for copy in pending.copies
        if copy.schedule and copy.object
    ]
    for record, schedule in moments:
        for at, languages in sorted(_languages_by_moment(schedule).items()):
            if at <= soon:
                yield from _items(user, kind, record, moment(at), names_of(languages))


def _languages_by_moment(schedule: Mapping[str, Any]) -> dict[Any, list[str]]:
    languages = defaultdict(list)
    for code, at in schedule.items():
        languages[at].append(code)
    return languages


def _edits_programme(user: User) -> bool:
    return sees_model(user, Appearance) and roles(user) != {TRANSLATOR}


def _items(user: User, kind: str, record: Any, *notes: str) -> Iterator[WorkItem]:
    """Yield a record as something to do, if somebody may see it. notes: "" are left out."""
    if record is None or not sees_model(user, record) or not reaches(user, record):
        return
    note = " · ".join(part for part in notes if part)
    name = str(record.person if isinstance(record, Appearance) else record)
    yield WorkItem(kind, name, change_url(record), note, _event_of(record))


def _event_of(record: Model) -> Event | None:
    """Return the event that a record is, or is part of; it must have been read with it."""
    match record:
        case Event():
            return record
        case Appearance():
            return record.session.event
        case Session() | Photo() | Document() | EventOrganization():
            return record.event
    return None


def _records(*more: Any) -> Any:  # GenericPrefetch takes a parameter in the stubs alone
    """Return how the records that rows are about are read: with their events, in one query each."""
    parts = [model._default_manager.select_related("event")
             for model in (Session, Photo, Document, EventOrganization)]  # fmt: skip
    appearances = Appearance.objects.select_related("person", "session__event")
    return GenericPrefetch("object", [*parts, appearances, *more])


_KINDS: Final[tuple[Callable[[PendingRecords], Iterable[WorkItem]], ...]] = (
    _list_refused,
    _list_returned,
    _list_to_review,
    _list_mentions,
    _list_replies,
    _list_changed_since_clearance,
    _list_imports,
    _list_findings,
    _list_scheduled,
    _list_to_translate,
)
