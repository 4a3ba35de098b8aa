"""A record with its parts, text by text in the order of its page, and which text comes next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from forum.core.content import Content, Record, column, language_codes
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit, units_of
from forum.desk.translations.board_rows import belongs_to_events, tallies_of
from forum.localization.progress import Owner
from forum.localization.translation_access import is_outside, owner_kinds
from forum.models import KnowledgeProduct
from forum.models.translations import TallyQuerySet
from people.models import User
from sessions_app.models import Appearance, Correction, Document, Event, EventOrganization, Photo

TODO, DRAFT, ALL = "todo", "draft", "all"


class RecordText(NamedTuple):
    """A unit with the row that it stands in."""

    record: Record
    unit: Unit

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What the address of its page names."""
        return self.unit.model, self.unit.pk, self.unit.field, self.unit.language


@dataclass(frozen=True, slots=True)
class Walk:
    """Which texts somebody goes through, one after the other.

    through: "todo" for missing and outdated ones, "draft", "all". event: key, None for every one.
    """

    through: str = TODO
    event: int | None = None

    @classmethod
    def of(cls, data: QueryDict) -> Self:
        """Return the walk that an address names."""
        through, event = data.get("through", TODO), data.get("event", "")
        through = through if through in (TODO, DRAFT, ALL) else TODO
        return cls(through, int(event) if event.isdecimal() and len(event) < 10 else None)

    @property
    def query(self) -> str:
        """The same, to be carried along: "?through=draft", "" for the usual one."""
        data = QueryDict(mutable=True)
        if self.through != TODO:
            data["through"] = self.through
        if self.event:
            data["event"] = str(self.event)
        return f"?{data.urlencode()}" if data else ""

    def takes(self, unit: Unit) -> bool:
        """Tell whether a text is on the way."""
        if self.through == ALL:
            return True
        return unit.state == TranslationState.DRAFT if self.through == DRAFT else unit.is_to_do

    def address(self, text: RecordText) -> str:
        """Return where a text is worked on."""
        return reverse("translation-unit", args=text.place) + self.query


def texts_of(owner: Content, *languages: str) -> list[RecordText]:
    """Return the texts of a record with its parts; a constant number of queries."""
    return [RecordText(row, unit) for row in rows_of(owner) for unit in units_of(row, *languages)]


def rows_of(owner: Content) -> Iterator[Record]:
    """Yield a record and its parts in the order of its page, each with its owner at hand."""
    yield owner
    if isinstance(owner, Event):
        yield from _with_owner(owner.organizations.select_related("organization"), owner)
        yield from _programme_rows(owner)
        for rows in (owner.photos, owner.documents, owner.corrections):
            yield from _with_owner(rows.order_by("pk"), owner)
    elif isinstance(owner, KnowledgeProduct):
        for part in owner.parts.order_by("position", "pk"):
            part.product = owner
            yield part


def find_neighbours(
    texts: list[RecordText], unit: Unit, walk: Walk
) -> tuple[RecordText | None, RecordText | None]:
    """Return the texts on the way next to a unit of the same record, None where the record ends."""
    keys = [(text.unit.key, text.unit.language) for text in texts]
    place = keys.index((unit.key, unit.language))
    preceding = (text for text in reversed(texts[:place]) if walk.takes(text.unit))
    following = (text for text in texts[place + 1 :] if walk.takes(text.unit))
    return next(preceding, None), next(following, None)


def next_owner(user: User, owner: Owner, language: str, walk: Walk, *, back: bool) -> Owner | None:
    """Return the record with texts on the way that follows another, round about; None for none."""
    tallies = _tallies_on_the_way(user, language, walk)
    if back:
        beyond = Q(owner_type=owner[0], owner_id__lt=owner[1]) | Q(owner_type__lt=owner[0])
        order = ("-owner_type", "-owner_id")
    else:
        beyond = Q(owner_type=owner[0], owner_id__gt=owner[1]) | Q(owner_type__gt=owner[0])
        order = ("owner_type", "owner_id")
    rows = tallies.order_by(*order).values_list("owner_type", "owner_id")
    first: Owner | None = rows.filter(beyond).first() or rows.first()
    return first


def owner_key(record: Record) -> Owner:
    """Return the key by which tallies know a record."""
    return ContentType.objects.get_for_model(type(record)).pk, record.pk


def _tallies_on_the_way(user: User, language: str, walk: Walk) -> TallyQuerySet:
    tallies = tallies_of(owner_kinds(user)).into(language)
    if walk.through == DRAFT:
        tallies = tallies.filter(draft__gt=0)
    elif walk.through == TODO:
        tallies = tallies.to_do()
    if is_outside(user):
        tallies = tallies.filter(belongs_to_events(user.event_access.values("event")))
    return tallies.filter(belongs_to_events([walk.event])) if walk.event else tallies


def _programme_rows(event: Event) -> Iterator[Record]:
    """Yield the sessions, each followed by its guests."""
    biographies = [f"person__{column('biography', code)}" for code in language_codes()]
    guests = Appearance.objects.filter(session__event=event).select_related("person")
    by_session: dict[int, list[Appearance]] = {}
    for guest in guests.defer(*biographies).moderators_first():
        by_session.setdefault(guest.session_id, []).append(guest)
    for session in event.sessions.order_by("position", "pk"):
        session.event = event
        yield session
        for guest in by_session.get(session.pk, ()):
            guest.session = session
            yield guest


type EventPart = EventOrganization | Photo | Document | Correction


def _with_owner(rows: Iterable[EventPart], event: Event) -> Iterator[Record]:
    for row in rows:
        row.event = event
        yield row
