"""The entries that a query is answered from: all that match, or the likeliest where those are many.

The entries that match are cut out first, by the index alone, and only then asked whether they are
public: asked at once, the server began with the events and compared every text of theirs, which for
four characters took 1.8 s instead of 5 ms.
"""

from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from forum.base.content import Content, public
from forum.models import KnowledgeProduct, Page, SearchEntry
from forum.searching.query import Query
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Series

Kind = SearchEntry.Kind

# Entries that are all looked at. Of 160,000, some 45,000 hold a common word: to fetch, group and
# count them took 300 ms; 2,000 take 15.
MOST: Final = 2000
# Of a common word: how many entries of people, and in how many of the latest events.
_PEOPLE: Final = 500
_LATEST: Final = 25

# Owned by the entry's event; the others have a status of their own.
_OF_EVENTS: Final = (Kind.EVENT, Kind.SESSION, Kind.REMARKS, Kind.DOCUMENT, Kind.PHOTO)
_OF_THEIR_OWN: tuple[type[Content], ...] = (
    Series, Person, Organization, KnowledgeProduct, Page
)  # fmt: skip
# Of which a site has hundreds or a few thousand.
_FEW: tuple[type[Content], ...] = (Event, Series, Organization, KnowledgeProduct, Page)


def candidates(query: Query, event: int | None = None) -> tuple[QuerySet[SearchEntry], bool]:
    """Return public entries that match, and whether they are only the likeliest of very many."""
    matching = SearchEntry.objects.filter(query.matches())
    if event is not None:
        return _shown(matching.filter(event=event)[:MOST]), False
    number = matching[: MOST + 1].count()
    if number == 0:
        return SearchEntry.objects.none(), False
    if number <= MOST:
        return _shown(matching[:MOST]), False
    return _shown(*_likeliest(matching)), True


def _shown(*matching: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    # A limit keeps the server from asking for visibility first.
    first, *others = (some.values("pk") for some in matching)
    return visible().filter(pk__in=first.union(*others, all=True) if others else first)


def _likeliest(matching: QuerySet[SearchEntry]) -> list[QuerySet[SearchEntry]]:
    """Return records of their own, and of parts those of the latest events."""
    types = ContentType.objects.get_for_models(*_FEW, Person)
    person = types.pop(Person)
    latest = list(Event.objects.published().latest_first().values_list("pk", flat=True)[:_LATEST])
    parts = matching.filter(event__in=latest).exclude(kind=Kind.EVENT)
    return [
        matching.filter(content_type__in=types.values())[:MOST],
        matching.filter(content_type=person)[:_PEOPLE],
        parts[:MOST],
    ]


def visible() -> QuerySet[SearchEntry]:
    """Return the entries that the public may see now, in languages that have been reviewed."""
    condition = Q(kind__in=_OF_EVENTS) & public("event")
    condition &= Q(event__ready_languages__contains=[F("language")])
    for model in _OF_THEIR_OWN:
        condition |= _published(model)
    return SearchEntry.objects.filter(condition, hidden=False).exclude(_embargoed())


def _embargoed() -> Q:
    """Return the condition that an entry is of what is not public before a later moment.

    Asked whenever somebody searches: an embargo ends without a save. Each entry asks for its own
    row by its key; a list of all that are under embargo read 60,000 appearances, 47 ms a search.
    """
    now = timezone.now()
    spoken = Appearance.objects.filter(pk=OuterRef("object_id"), embargoed_until__gt=now)
    files = Document.objects.filter(pk=OuterRef("object_id")).filter(
        Q(embargoed_until__gt=now) | Q(appearance__embargoed_until__gt=now)
    )
    return Q(Exists(spoken), kind=Kind.REMARKS) | Q(Exists(files), kind=Kind.DOCUMENT)


def _published(model: type[Content]) -> Q:
    shown: Any = model._default_manager
    same = {"pk": OuterRef("object_id"), "ready_languages__contains": [OuterRef("language")]}
    kind = ContentType.objects.get_for_model(model)
    return Q(Exists(shown.published().filter(**same)), content_type=kind)
