"""A word or two of the desk -> the records of a model that hold them, whether public or not."""

import json
from collections import defaultdict
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Case, F, Func, Model, Q, TextField, Value, When
from django.db.models.functions import Replace

from forum.core.content import column, language_codes
from forum.core.names import fold, simplified
from forum.core.visibility import ready_filter
from forum.models import SearchEntry, WorkingCopy
from forum.models.working_copies import WorkingCopyQuerySet
from forum.search.indexed_fields import BY_MODEL
from forum.search.query import Query, SearchTerm, parse_query
from people.models import Organization, Person
from sessions_app.models import Appearance, Event

# Letters that a longer word is sought by: what begins with “w” is half of the people.
_SHORTEST_BEGINNING: Final = 2
# Initials of a name in pinyin: wsw.
_MOST_INITIALS: Final = 5
_NAMED: Final = (Person, Organization)


def matching_records(model: type[Model], text: str, *, titles_only: bool = False) -> Q:
    """Return the condition that records of a model hold what was typed.

    titles_only: in a name or title; else in any text, of an event and of a person also in those
    of the guests there.
    """
    query = parse_query(text)
    if not query or model not in BY_MODEL:
        return Q(pk__in=[])
    condition = _in_entries(model, query, titles_only=titles_only) | _in_copies(model, query)
    if issubclass(model, _NAMED):
        condition |= _sounds_like(query)
    return condition


def _in_entries(model: type[Model], query: Query, *, titles_only: bool) -> Q:
    entries = SearchEntry.objects.filter(_matches(query))
    own = entries.filter(content_type=_kind(model))
    if titles_only:
        return Q(pk__in=own.filter(_matches(query, "title_vector")).values("object_id"))
    condition = Q(pk__in=own.values("object_id"))
    if model is Event:
        condition |= Q(pk__in=entries.filter(event__isnull=False).values("event"))
    if model is Person:
        speech_keys = entries.filter(content_type=_kind(Appearance)).values("object_id")
        condition |= Q(pk__in=Appearance.objects.filter(pk__in=speech_keys).values("person"))
    return condition


def _matches(query: Query, vector: str = "simple_vector") -> Q:
    return Q(**{vector: reduce(and_, map(_search, query.terms))})


def _search(term: SearchTerm) -> Any:
    """Return what a vector must match: the term or, of letters, what goes on after it."""
    if term.words[0].is_han:
        return term.phrase()
    *before, last = term.texts
    if len(last) < _SHORTEST_BEGINNING:
        return term.phrase()
    beginning = SearchQuery(
        " <-> ".join([*before, f"{last}:*"]), config="simple", search_type="raw"
    )
    return beginning if before else beginning | SearchQuery(last, config="english")


def _sounds_like(query: Query) -> Q:
    """Return the condition on a name that no language is ready with: by its key in pinyin.

    The index holds the readings of names that are reviewed alone.
    """
    if any(term.words[0].is_han for term in query.terms):
        return Q(pk__in=[])
    letters = "".join(text for term in query.terms for text in term.texts)
    conditions = []
    for code in language_codes():
        name = column("sort_key", code)
        conditions.append(Q(_holds(_joined_key(code), letters)))
        if 1 < len(letters) <= _MOST_INITIALS:
            initials = r"\w* ".join(letters)
            conditions.append(Q(**{f"{name}__regex": rf"^{initials}"}))
    return reduce(or_, conditions)


def holds_name_part(text: str) -> Q:
    """Return the condition that a name or other spelling holds what was typed, as folded."""
    key = fold(text)
    if not key:
        return Q(pk__in=[])
    keys = Func(F("match_keys"), Value(" "), function="array_to_string", output_field=TextField())
    return Q(_holds(keys, key)) | Q(_holds(keys, simplified(key)))


def holds_public_name(model: type[Model], text: str) -> Q:
    """Return the condition that a name in a public language holds each word that was typed."""
    condition = Q(pk__in=[])
    for code in language_codes():
        words = (_holds_public_word(model, word, code) for word in text.split())
        condition |= reduce(and_, words, ready_filter(code))
    return condition


def _holds_public_word(model: type[Model], word: str, code: str) -> Q:
    """Return the condition that a name holds a word as it is written, or as its key reads it."""
    spellings = {word, simplified(word)}
    names = [f"{column(field, code)}__icontains" for field in BY_MODEL[model].title]
    condition = reduce(or_, (Q(**{name: spelling}) for name in names for spelling in spellings))
    if issubclass(model, _NAMED) and (key := fold(word)):
        condition |= Q(_holds(_joined_key(code), key))
    return condition


def _joined_key(code: str) -> Replace:
    return Replace(F(column("sort_key", code)), Value(" "), Value(""))


def _holds(text: Any, part: str) -> Func:
    return Func(
        text, Value(part), template="strpos(%(expressions)s) > 0", output_field=BooleanField()
    )


def _in_copies(model: type[Model], query: Query) -> Q:
    """Return the condition that the working copy of a record holds the words as they stand."""
    copies = WorkingCopy.objects.open().filter(content_type=_kind(model))
    words = [term.typed for term in query.terms]
    return Q(pk__in=reduce(_holding, words, copies).values("object_id"))


def _holding(copies: WorkingCopyQuerySet, word: str) -> WorkingCopyQuerySet:
    spellings = dict.fromkeys((word, simplified(word)))
    conditions = []
    for spelling in spellings:
        # As letters, not as a pattern; the second of a field's pair is what it is to become.
        test = f'@ like_regex {json.dumps(spelling, ensure_ascii=False)} flag "iq"'
        conditions.append(Q(_PathExists(F("changes"), Value(f"$.*.fields.*[1] ? ({test})"))))
    return copies.filter(reduce(or_, conditions))


class _PathExists(Func):
    """Whether JSON has anything at a path."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = BooleanField()


def _kind(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def find_in_desk(text: str, number: int) -> dict[type[Model], list[int]]:
    """Return the keys of records that hold what was typed, in a title first: a query.

    number: of entries that are looked at, the latest first.
    """
    query = parse_query(text)
    if not query:
        return {}
    entries = SearchEntry.objects.filter(_matches(query))
    titled = Case(When(_matches(query, "title_vector"), then=0), default=1)
    rows = entries.annotate(place=titled).order_by("place", "-pk")
    keys: dict[type[Model], dict[int, None]] = defaultdict(dict)
    for kind, key in rows.values_list("content_type", "object_id")[:number]:
        if model := ContentType.objects.get_for_id(kind).model_class():
            keys[model][key] = None
    return {model: [*pks] for model, pks in keys.items()}
