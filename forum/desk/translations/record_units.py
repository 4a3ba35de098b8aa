"""A record with its parts, text by text in the order of its page, and which text comes next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from forum.core.content import Record, column, language_codes
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit, units_of
from forum.desk.translations.board_rows import about, tallies_of
from forum.localization.progress import Owner
from forum.localization.translation_access import is_outside, owner_kinds
from forum.models import KnowledgeProduct
from sessions_app.models import Appearance, Event

TODO, DRAFT, ALL = "todo", "draft", "all"


@dataclass(frozen=True, slots=True)
class Text:
    """A unit with the row that it stands in."""

    record: Any
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
        known = through if through in (TODO, DRAFT, ALL) else TODO
        return cls(known, int(event) if event.isdecimal() and len(event) < 10 else None)

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

    def address(self, text: Text) -> str:
        """Return where a text is worked on."""
        return reverse("translation-unit", args=text.place) + self.query


def texts_of(owner: Any, *languages: str) -> list[Text]:
    """Return the texts of a record with its parts; a constant number of queries."""
    return [Text(row, unit) for row in rows_of(owner) for unit in units_of(row, *languages)]


def rows_of(owner: Any) -> Iterator[Any]:
    """Yield a record and its parts in the order of its page, each with its owner at hand."""
    yield owner
    if isinstance(owner, Event):
        yield from _with_owner(owner.organizations.select_related("organization"), owner)
        yield from _programme(owner)
        for rows in (owner.photos, owner.documents, owner.corrections):
            yield from _with_owner(rows.order_by("pk"), owner)
    elif isinstance(owner, KnowledgeProduct):
        for part in owner.parts.order_by("position", "pk"):
            part.product = owner
            yield part


def before_and_after(texts: list[Text], unit: Unit, walk: Walk) -> tuple[Text | None, Text | None]:
    """Return the texts on the way next to a unit of the same record, None where the record ends."""
    keys = [(one.unit.key, one.unit.language) for one in texts]
    place = keys.index((unit.key, unit.language))
    before = (one for one in reversed(texts[:place]) if walk.takes(one.unit))
    after = (one for one in texts[place + 1 :] if walk.takes(one.unit))
    return next(before, None), next(after, None)


def next_owner(user: Any, owner: Owner, language: str, walk: Walk, *, back: bool) -> Owner | None:
    """Return the record with texts on the way that follows another, round about; None for none."""
    found = _on_the_way(user, language, walk).order_by()
    if back:
        beyond = Q(owner_type=owner[0], owner_id__lt=owner[1]) | Q(owner_type__lt=owner[0])
        order = ("-owner_type", "-owner_id")
    else:
        beyond = Q(owner_type=owner[0], owner_id__gt=owner[1]) | Q(owner_type__gt=owner[0])
        order = ("owner_type", "owner_id")
    rows = found.order_by(*order).values_list("owner_type", "owner_id")
    first: Owner | None = rows.filter(beyond).first() or rows.first()
    return first


def owner_key(record: Record) -> Owner:
    """Return the key by which tallies know a record."""
    return ContentType.objects.get_for_model(type(record)).pk, record.pk


def _on_the_way(user: Any, language: str, walk: Walk) -> Any:
    tallies = tallies_of(owner_kinds(user)).into(language)
    if walk.through == DRAFT:
        tallies = tallies.filter(draft__gt=0)
    elif walk.through == TODO:
        tallies = tallies.to_do()
    if is_outside(user):
        tallies = tallies.filter(about(user.event_access.values("event")))
    return tallies.filter(about([walk.event])) if walk.event else tallies


def _programme(event: Event) -> Iterator[Any]:
    """Yield the sessions, each followed by its guests."""
    biographies = [f"person__{column('biography', code)}" for code in language_codes()]
    guests = Appearance.objects.filter(session__event=event).select_related("person")
    seated: dict[int, list[Appearance]] = {}
    for one in guests.defer(*biographies).moderators_first():
        seated.setdefault(one.session_id, []).append(one)
    for session in event.sessions.order_by("position", "pk"):
        session.event = event
        yield session
        for one in seated.get(session.pk, ()):
            one.session = session
            yield one


def _with_owner(rows: Iterable[Any], event: Event) -> Iterator[Any]:
    for row in rows:
        row.event = event
        yield row
