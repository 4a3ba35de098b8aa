"""What is searched: which fields of which model, as a table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from forum.core.content import Part, column, language_codes
from forum.core.richtext import RichTextField, to_paragraphs
from forum.models import KnowledgeProduct, Page, ProductPart, SearchEntry
from forum.search.romanization import spellings
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session

Kind = SearchEntry.Kind


def _nothing(record: Any) -> list[Any]:
    return []


def _no_event(record: Any) -> int | None:
    return None


def _own_event(record: Any) -> int | None:
    return int(record.event_id)


def _is_hidden(record: Any) -> bool:
    return bool(record.is_withheld)


def _is_hidden_photo(photo: Any) -> bool:
    guests = photo.appearances.all()
    return bool(photo.is_withheld or (guests and all(map(_is_not_on_photo, guests))))


def _is_not_on_photo(appearance: Any) -> bool:
    return bool(appearance.refuses_photos or appearance.is_withheld)


def _same(kind: SearchEntry.Kind) -> Callable[[Any], str]:
    return lambda record: kind.value


@dataclass(frozen=True, slots=True)
class Source:
    """How a model is searched.

    title, text: translated fields; a hit in the title goes before one in the text.
    names: further spellings, which belong to no language. bearers: whose names the title holds too.
    parts, part_text: records whose texts are searched with this one's.
    dependants: (model, lookup) whose entries hold something of this one's; they stand below it.
    related, prefetch: what is fetched along.
    """

    model: type[Model]
    kind: Callable[[Any], str]
    title: tuple[str, ...]
    text: tuple[str, ...] = ()
    names: Callable[[Any], Iterable[str]] = _nothing
    bearers: Callable[[Any], Iterable[Any]] = _nothing
    parts: Callable[[Any], Iterable[Any]] = _nothing
    part_text: tuple[str, ...] = ()
    event: Callable[[Any], int | None] = _no_event
    hidden: Callable[[Any], bool] = _is_hidden
    dependants: tuple[tuple[type[Model], str], ...] = ()
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()


SOURCES: tuple[Source, ...] = (
    Source(Series, _same(Kind.SERIES), ("name", "abbreviation"), ("description",)),
    Source(
        Event,
        _same(Kind.EVENT),
        ("title",),
        ("subtitle", "introduction", "venue", "city"),
        event=lambda event: int(event.pk),
    ),
    Source(
        Organization,
        _same(Kind.ORGANIZATION),
        ("name", "abbreviation"),
        bearers=lambda organization: [organization],
    ),
    Source(
        Person,
        _same(Kind.PERSON),
        ("name",),
        ("biography",),
        bearers=lambda person: [person],
        hidden=lambda person: bool(person.is_offline),
        dependants=((Appearance, "person"),),
    ),
    Source(
        Session,
        _same(Kind.SESSION),
        ("label", "title", "heading"),
        ("room",),
        event=_own_event,
        dependants=((Appearance, "session"), (Document, "session"), (Photo, "session")),
    ),
    Source(
        Appearance,
        _same(Kind.REMARKS),
        ("title",),
        ("remarks",),
        bearers=lambda appearance: [appearance.person],
        event=lambda appearance: int(appearance.session.event_id),
        dependants=((Document, "appearance"), (Photo, "appearances")),
        related=("person", "session"),
    ),
    Source(
        KnowledgeProduct,
        _same(Kind.PRODUCT),
        ("title",),
        ("summary", "description", "audience"),
        names=lambda product: product.other_names,
        parts=lambda product: [one for one in product.parts.all() if not one.is_withheld],
        part_text=("group", "title", "text"),
        prefetch=("parts",),
    ),
    Source(Page, lambda page: str(page.kind), ("title",), ("body",)),
    Source(
        Document,
        _same(Kind.DOCUMENT),
        ("title",),
        event=_own_event,
        related=("session", "appearance__session", "appearance__person"),
    ),
    Source(
        Photo,
        _same(Kind.PHOTO),
        (),
        ("caption",),
        event=_own_event,
        hidden=_is_hidden_photo,
        related=("session",),
        prefetch=("appearances__session", "appearances__person"),
    ),
)

BY_MODEL: dict[type[Model], Source] = {source.model: source for source in SOURCES}
# Searched with another record's texts: model -> its record.
OWNED: tuple[type[Part], ...] = (ProductPart,)


def value(record: Any, field: str, language: str) -> str:
    """Return a translated field's text in one language, "" where there is none."""
    return str(getattr(record, column(field, language)) or "")


def own_title(source: Source, record: Any, language: str) -> list[str]:
    """Return the texts of the title's fields in one language."""
    return [text for field in source.title if (text := value(record, field, language))]


def other_titles(source: Source, record: Any) -> list[str]:
    """Return what else the record is found by, in whichever language: names, pinyin."""
    found = list(source.names(record))
    for bearer in source.bearers(record):
        names = _names(bearer)
        found += [*names, " ".join(spellings(names, _readings(bearer)))]
    return found


def _names(bearer: Any) -> list[str]:
    """Return the names in the languages that are ready, and the other spellings."""
    ready = (value(bearer, "name", code) for code in language_codes()
             if code in bearer.ready_languages)  # fmt: skip
    return [name for name in (*ready, *bearer.aliases) if name]


def _readings(bearer: Any) -> dict[str, str]:
    """Return name -> sort key as an editor left it: the reading of a Chinese name."""
    return {value(bearer, "name", code): value(bearer, "sort_key", code)
            for code in language_codes()}  # fmt: skip


def body(source: Source, record: Any, language: str) -> Iterator[str]:
    """Yield the paragraphs of the record's text in one language."""
    yield from _paragraphs(record, source.text, language)
    for part in source.parts(record):
        yield from _paragraphs(part, source.part_text, language)


def _paragraphs(record: Any, fields: Iterable[str], language: str) -> Iterator[str]:
    for field in fields:
        if record.hides(field, language):
            continue
        text = value(record, field, language)
        if isinstance(record._meta.get_field(field), RichTextField):
            yield from to_paragraphs(text)
        else:
            yield from (line.strip() for line in text.splitlines() if line.strip())
