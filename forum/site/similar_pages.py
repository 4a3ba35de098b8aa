"""The page that whoever met none may have meant: a published record with an address like it.

Whoever tries addresses, a thousand in a minute, must cost less than whoever reads: what is compared
comes by one statement that is composed once, along the indexes of slugs, and is of bounded number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Final

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone, translation
from django.utils.translation import get_language

from forum.core.content import language_codes
from forum.core.translated import Translated, translated
from forum.database.planned_sql import MOMENT, TIMES, PlannedSql, number_places, put_in_values
from forum.models import KnowledgeProduct, Page, Topic
from forum.models.list_pages import LISTS
from people.models import Organization, Person
from sessions_app.models import Event, Series

# Model name -> the model and the field that names its records.
NAMED: dict[str, tuple[Any, str]] = {
    "event": (Event, "title"),
    "series": (Series, "name"),
    "person": (Person, "name"),
    "organization": (Organization, "name"),
    "product": (KnowledgeProduct, "title"),
    "topic": (Topic, "name"),
    "page": (Page, "title"),
}
SECTIONS = {*LISTS, "series", "pages"}
# A slip of the pen leaves this much of a slug, and its first letters.
ALIKE = 0.8
SURE = 4
LOOKED_AT = 100
DEPTH = 3

# Stand in the statement for a path's slugs, and for how each begins.
SLUGS: Final = "\x7fslugs\x7f"
STARTS: Final = tuple(f"\x7fstart {number}\x7f" for number in range(DEPTH))
TYPES: Final = {SLUGS: "varchar[]", **dict.fromkeys(STARTS, "text"), **TIMES}
# Follows every character that slugs have, and begins none.
AFTER: Final = "~"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that is there. label: its name, in the language that the link leads to."""

    href: str
    label: Translated


def suggest_page(path: str) -> Suggestion | None:
    """Return the published record whose slug resembles a part of a path, at best in its language.

    A record that is hidden in the language of the page is suggested in another one.
    """
    path_slugs = list(read_path_slugs(path))
    if not path_slugs:
        return None
    active = get_language() or language_codes()[0]
    candidates = list_candidates(path_slugs, active)
    closest = find_closest(path_slugs, [row[:2] for row in candidates if row[2] == active])
    if closest:
        return make_suggestion(*closest, active)
    for kind, slug, language in candidates:
        if language != active:
            return make_suggestion(kind, slug, language)
    return None


def read_path_slugs(path: str) -> Iterator[str]:
    """Yield the parts of a path that could be meant for a slug: no address has more of them."""
    for part in path.strip("/").split("/")[1:][-DEPTH:]:
        slug = re.sub(r"[^a-z0-9]+", "-", part.lower().removesuffix(".html")).strip("-")
        if len(slug) >= SURE and slug not in SECTIONS:
            yield slug[:LOOKED_AT]


def list_candidates(path_slugs: list[str], active: str) -> list[tuple[str, str, str]]:
    """Return kind, slug and language of published records: those whose slug begins as one of a
    path, in the active language, and those that are one, in the others.
    """
    starts = [slug[:SURE] for slug in path_slugs] + [AFTER] * (DEPTH - len(path_slugs))
    values = dict(zip(STARTS, starts, strict=True))
    statement = compose_candidates(active, *language_codes())
    return statement.fetch({SLUGS: path_slugs, MOMENT: timezone.now(), **values})


@cache
def compose_candidates(active: str, *languages: str) -> PlannedSql:
    """Return the statement of ``list_candidates``. languages: the site's."""
    parts = (
        write_part(kind, code, is_alike=code == active)
        for code in sorted(languages, key=lambda code: code != active)
        for kind in NAMED
    )
    return number_places(" UNION ALL ".join(parts), TYPES)


def write_part(kind: str, language: str, *, is_alike: bool) -> str:
    """Return SQL for the public records of a kind in a language whose slug a path may mean."""
    model = NAMED[kind][0]
    column = f'"{model._meta.db_table}"."slug"'
    # Compared byte by byte, as the index for beginnings is: LIKE would want them when planned.
    alike = " OR ".join([f"({column} ~>=~ %s AND {column} ~<~ (%s || '{AFTER}'))"] * DEPTH)
    condition, places = (
        (f"({alike})", [start for start in STARTS for _twice in range(2)])
        if is_alike
        else (f"({column} = ANY(%s))", [SLUGS])
    )
    slugs = (
        model.objects.published(language)
        # Names of our own.
        .filter(RawSQL(condition, places, BooleanField()))  # noqa: S611
        .order_by()
        .values_list("slug")
    )
    composed, parameters = slugs.query.sql_with_params()
    rows = put_in_values(composed, parameters, TYPES)
    # Names of our own here too.
    return f"SELECT '{kind}', slug, '{language}' FROM ({rows} LIMIT {LOOKED_AT}) AS {kind}"  # noqa: S608


def find_closest(
    path_slugs: list[str], candidates: Iterable[tuple[str, str]]
) -> tuple[str, str] | None:
    """Return the kind and slug most like one of a path; None where none is like them."""
    likenesses = [
        (max(measure_likeness(path_slug, slug) for path_slug in path_slugs), kind, slug)
        for kind, slug in candidates
    ]
    likeness, kind, slug = max(likenesses, default=(0.0, "", ""))
    return (kind, slug) if likeness >= ALIKE else None


def measure_likeness(path_slug: str, slug: str) -> float:
    """Return how much a slug is like that of a path, 0 to 1; one that was cut short is enough.

    Of what is too unlike to matter only a bound is measured.
    """
    cut = ALIKE if slug.startswith(path_slug) and len(path_slug) > SURE else 0.0
    matcher = SequenceMatcher(None, path_slug, slug, autojunk=False)
    for measure in (matcher.real_quick_ratio, matcher.quick_ratio):
        if measure() < ALIKE:
            return cut
    return max(cut, matcher.ratio())


def make_suggestion(kind: str, slug: str, language: str) -> Suggestion | None:
    """Return the suggestion; None where the record has been taken down meanwhile."""
    model, field = NAMED[kind]
    with translation.override(language):
        record = model.objects.published().filter(slug=slug).first()
        return record and Suggestion(record.get_absolute_url(), translated(record, field))
