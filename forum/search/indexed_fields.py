"""What is searched: which fields of which model, as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model
from django.utils.translation import override

from forum.core import names
from forum.core.content import Part, column, language_codes
from forum.core.richtext import RichTextField, to_paragraphs
from forum.models import KnowledgeProduct, Page, ProductPart, SearchEntry, Topic
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)

Kind = SearchEntry.Kind

# Of the model of its own line of the table, which no annotation of the table's class can tell.
type IndexedRecord = Any


def _nothing(record: IndexedRecord, language: str = "") -> list[str]:
    return []


def _no_event(record: IndexedRecord) -> int | None:
    return None


def _own_event(record: IndexedRecord) -> int | None:
    return int(record.event_id)


def _is_hidden(record: IndexedRecord) -> bool:
    return bool(record.is_withheld)


def list_organizer_names(event: IndexedRecord, language: str) -> list[str]:
    """Return, as a line, what the text in a language calls who hosted or supported an event."""
    names: list[str] = []
    for role in _list_roles(event):
        names.append(translated_text(role, "printed_name", language))
        names += _public_names(role.organization, language)
    return [" · ".join(dict.fromkeys(filter(None, names)))] if any(names) else []


def _list_spellings_of_organizers(event: IndexedRecord) -> list[str]:
    """Return every name that is public of who hosted or supported an event: UNIDO finds it."""
    names: list[str] = []
    for role in _list_roles(event):
        for code in role.organization.page_languages:
            names += [*_public_names(role.organization, code), *role.organization.aliases]
    return names


def _list_spellings_of_affiliation(appearance: IndexedRecord) -> list[str]:
    """Return the abbreviations and other names that are public of whom a guest stood for."""
    organization = appearance.organization
    if not organization or not (languages := organization.page_languages):
        return []
    abbreviations = [translated_text(organization, "abbreviation", code) for code in languages]
    return [*abbreviations, *organization.aliases]


def _list_roles(event: IndexedRecord) -> list[IndexedRecord]:
    return [role for role in event.organizations.all() if not role.is_withheld]


def _list_wholes_and_year(event: IndexedRecord) -> list[str]:
    """Return what else an event is asked for by: its series, the event it is part of, its year."""
    parent = event.public_parent
    series = [whole.public_series for whole in (event, parent) if whole]
    day = event.starts_on or (parent.starts_on if parent else None)
    names = [
        name
        for whole in (*series, parent)
        for code in (whole.page_languages if whole else ())
        for name in _public_names(whole, code)
    ]
    return [*names, *([f"{day.year}年"] if day else [])]


def _public_names(record: IndexedRecord, language: str) -> list[str]:
    """Return what a record is called if its own page is public in a language now."""
    if language not in record.page_languages:
        return []
    return title_texts(BY_MODEL[type(record)], record, language)


def _country_names(record: IndexedRecord, *languages: str) -> list[str]:
    """Return the country or area in some languages; none for all of the site's."""
    if not record.country:
        return []
    names = []
    for code in languages or language_codes():
        with override(code):
            names.append(str(record.country.name))
    return names


def _moderates_or_speaks(appearance: IndexedRecord) -> str:
    """Tell moderators without words of their own from who said something."""
    has_words = any(
        translated_text(appearance, field, code)
        for field in ("remarks", "speech_title")
        for code in language_codes()
    )
    only_leads = appearance.role == Appearance.Role.MODERATOR and not has_words
    return Kind.MODERATOR.value if only_leads else Kind.REMARKS.value


def _always(kind: SearchEntry.Kind) -> Callable[[IndexedRecord], str]:
    return lambda record: kind.value


@dataclass(frozen=True, slots=True)
class IndexedModel:
    """How a model is searched.

    kind: of a record, "" for one that is not found.
    title, text: translated fields; a hit in the title goes before one in the text.
    names: further spellings, which belong to no language. bearers: whose names the title holds too.
    facts: lines that are read with the text in a language.
    unprinted: what finds the record in whichever language and is printed nowhere; None for nothing.
    parts, part_text: records whose texts are searched with this one's.
    dependants: (model, lookup) whose entries hold something of this one's; they stand below it.
    hides: (model, lookup) whose entries depend on columns that its own entries do not hold: the
    file of declined remarks, names from when they are public. They stand below too, and follow
    each save.
    within: lookup to a record of the same model of which the same is true; "" for none.
    related, prefetch: what is fetched along.
    """

    model: type[Model]
    kind: Callable[[IndexedRecord], str]
    title: tuple[str, ...]
    text: tuple[str, ...] = ()
    names: Callable[[IndexedRecord], Iterable[str]] = _nothing
    facts: Callable[[IndexedRecord, str], Iterable[str]] = _nothing
    unprinted: Callable[[IndexedRecord], Iterable[str]] | None = None
    bearers: Callable[[IndexedRecord], Iterable[IndexedRecord]] = _nothing
    parts: Callable[[IndexedRecord], Iterable[IndexedRecord]] = _nothing
    part_text: tuple[str, ...] = ()
    event: Callable[[IndexedRecord], int | None] = _no_event
    hidden: Callable[[IndexedRecord], bool] = _is_hidden
    dependants: tuple[tuple[type[Model], str], ...] = ()
    hides: tuple[tuple[type[Model], str], ...] = ()
    within: str = ""
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()


INDEXED_MODELS: tuple[IndexedModel, ...] = (
    IndexedModel(
        Series,
        _always(Kind.SERIES),
        ("name", "abbreviation"),
        ("description",),
        hides=((Event, "series"), (Event, "parent__series")),
    ),
    IndexedModel(
        Organization,
        _always(Kind.ORGANIZATION),
        ("name", "abbreviation"),
        bearers=lambda organization: [organization],
        facts=_country_names,
        unprinted=_country_names,
        hidden=lambda organization: bool(organization.is_offline),
        hides=((Event, "organizations__organization"), (Appearance, "organization")),
    ),
    IndexedModel(
        Event,
        _always(Kind.EVENT),
        ("title",),
        ("subtitle", "key_points", "introduction", "venue", "city"),
        facts=lambda event, code: [
            *_country_names(event, code),
            *list_organizer_names(event, code),
        ],
        unprinted=lambda event: [
            *_country_names(event),
            *_list_spellings_of_organizers(event),
            *_list_wholes_and_year(event),
        ],
        event=lambda event: int(event.pk),
        within="parent",
        related=("series", "parent__series"),
        prefetch=("organizations__organization",),
    ),
    IndexedModel(
        Person,
        _always(Kind.PERSON),
        ("name",),
        ("biography",),
        bearers=lambda person: [person],
        facts=_country_names,
        unprinted=_country_names,
        hidden=lambda person: bool(person.is_offline),
        dependants=((Appearance, "person"),),
    ),
    IndexedModel(
        Session,
        lambda session: "" if session.is_break else Kind.SESSION.value,
        ("label", "title", "heading"),
        ("room", "key_points", "summary"),
        event=_own_event,
        dependants=((Appearance, "session"), (Document, "session"), (Photo, "session")),
    ),
    IndexedModel(
        Appearance,
        _moderates_or_speaks,
        ("title",),
        ("speech_title", "remarks"),
        unprinted=_list_spellings_of_affiliation,
        bearers=lambda appearance: [appearance.person],
        event=lambda appearance: int(appearance.session.event_id),
        hides=((Document, "appearance"),),
        related=("person", "session", "organization"),
    ),
    IndexedModel(
        KnowledgeProduct,
        _always(Kind.PRODUCT),
        ("title",),
        ("summary", "description", "audience"),
        names=lambda product: product.other_names,
        parts=lambda product: [part for part in product.parts.all() if not part.is_withheld],
        part_text=("group", "title", "text"),
        prefetch=("parts",),
    ),
    IndexedModel(Topic, _always(Kind.TOPIC), ("name",)),
    IndexedModel(Page, lambda page: str(page.kind), ("title",), ("body",)),
    IndexedModel(
        Document,
        _always(Kind.DOCUMENT),
        ("title",),
        event=_own_event,
        related=("session", "appearance__session", "appearance__person"),
    ),
    IndexedModel(
        Photo,
        _always(Kind.PHOTO),
        (),
        ("caption",),
        event=_own_event,
        related=("session",),
    ),
)

BY_MODEL: dict[type[Model], IndexedModel] = {source.model: source for source in INDEXED_MODELS}
# Models whose texts are searched as part of another record.
OWNED: tuple[type[Part], ...] = (ProductPart, EventOrganization)


def translated_text(record: IndexedRecord, field: str, language: str) -> str:
    """Return a translated field's text in one language, "" where there is none."""
    return str(getattr(record, column(field, language)) or "")


def title_texts(source: IndexedModel, record: IndexedRecord, language: str) -> list[str]:
    """Return the texts of the title's fields in one language."""
    return [text for field in source.title if (text := translated_text(record, field, language))]


def other_spellings(source: IndexedModel, record: IndexedRecord) -> list[str]:
    """Return what else the record is found by, in whichever language: names, pinyin."""
    spellings = list(source.names(record))
    for bearer in source.bearers(record):
        names = _names(bearer)
        spellings += [*names, " ".join(romanize(names, _readings(bearer)))]
    return spellings


def _names(bearer: IndexedRecord) -> list[str]:
    """Return the names in the languages that are ready, and the other spellings."""
    ready = (translated_text(bearer, "name", code) for code in language_codes()
             if code in bearer.ready_languages)  # fmt: skip
    return [name for name in (*ready, *bearer.aliases) if name]


def _readings(bearer: IndexedRecord) -> dict[str, str]:
    """Return name -> sort key as an editor left it: the reading of a Chinese name."""
    return {translated_text(bearer, "name", code): translated_text(bearer, "sort_key", code)
            for code in language_codes()}  # fmt: skip


def body_paragraphs(source: IndexedModel, record: IndexedRecord, language: str) -> Iterator[str]:
    """Yield the paragraphs of the record's text in one language."""
    yield from _paragraphs(record, source.text, language)
    for part in source.parts(record):
        yield from _paragraphs(part, source.part_text, language)


def _paragraphs(record: IndexedRecord, fields: Iterable[str], language: str) -> Iterator[str]:
    for field in fields:
        if record.hides(field, language):
            continue
        text = translated_text(record, field, language)
        if isinstance(record._meta.get_field(field), RichTextField):
            yield from to_paragraphs(text)
        else:
            yield from (line.strip() for line in text.splitlines() if line.strip())


def romanize(bearer_names: Iterable[str], readings: Mapping[str, str]) -> list[str]:
    """Return the names without spaces, and Chinese ones in pinyin: 王受文 -> wang shou wen …

    Syllables, all joined, those after the first joined, and the initials.
    readings: name -> its syllables, where somebody has settled them.
    """
    forms: dict[str, None] = {}
    for name in bearer_names:
        if names.is_han(name):
            syllables = (readings.get(name) or names.sort_key(name)).split()
            forms |= dict.fromkeys(_forms(syllables))
        else:
            forms[names.fold(name)] = None
    return [form for form in forms if form]


def _forms(syllables: list[str]) -> list[str]:
    return [*chain.from_iterable(_list_spellings(syllables)), *join_syllables(syllables)]


def join_syllables(syllables: list[str]) -> list[str]:
    """Return a name in pinyin as it is typed: wang shou wen -> wangshouwen, shouwen, wsw."""
    forms: list[str] = []
    for spelling in _list_spellings(syllables):
        initials = "".join(syllable[0] for syllable in spelling)
        forms += ["".join(spelling), "".join(spelling[1:]), initials]
    return list(dict.fromkeys(forms))


def _list_spellings(syllables: list[str]) -> list[list[str]]:
    """Return the syllables as keyboards, pages and passports spell them: lv, lü, lyu."""
    spelling = "\n".join(syllables)
    vowels = ("v", "u", "yu") if "v" in spelling else ("v",)
    return [spelling.replace("v", vowel).split("\n") for vowel in vowels]
