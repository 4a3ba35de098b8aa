"""The search over the whole desk: records of every kind, drafts too, as one types (Ctrl+K)."""

from collections.abc import Iterator
from typing import Final

from django.db.models import Case, IntegerField, Model, Value, When
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.dataclasses import SearchResult

from forum.desk.addresses import change_url
from forum.desk.base_admin import DeskAdmin, admin_of, staff_of
from forum.permissions.access import is_helper
from forum.permissions.taking_part import takes_part
from forum.search.indexed_fields import INDEXED_MODELS
from forum.search.record_search import find_in_desk
from people.models import Organization, Person, User

# Passages that are looked at, and records of a kind that are listed.
MOST_ENTRIES: Final = 400
MOST_OF_A_KIND: Final = 8
# What is sought most stands first.
_FIRST: Final[tuple[type[Model], ...]] = (Person, Organization)


def search_desk(request: HttpRequest, text: str) -> list[SearchResult]:
    """Return the records that hold what was typed and that somebody may see: a query a kind."""
    keys = find_in_desk(text, MOST_ENTRIES)
    models = [source.model for source in INDEXED_MODELS]
    ordered = [*_FIRST, *(model for model in models if model not in _FIRST)]
    return [result for model in ordered for result in _results(request, model, text, keys)]


def _results(
    request: HttpRequest, model: type[Model], text: str, keys: dict[type[Model], list[int]]
) -> Iterator[SearchResult]:
    model_admin = admin_of(model)
    if not model_admin.has_view_or_change_permission(request):
        return
    pks = keys.get(model, [])
    if model in _FIRST or (is_helper(request.user) and takes_part(model)):
        # Drafts in pinyin: the index has the readings of reviewed names alone. A helper finds by
        # what is public.
        rows = model_admin.get_search_results(request, model_admin.get_queryset(request), text)[0]
    elif pks:
        rows = model_admin.get_queryset(request).filter(pk__in=pks)
    else:
        return
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(pks[: 4 * MOST_OF_A_KIND])]
    if places:
        rows = rows.order_by(Case(*places, default=len(places), output_field=IntegerField()), "pk")
    for record in rows[:MOST_OF_A_KIND]:
        yield _result(staff_of(request), model_admin, record)


def _result(user: User, model_admin: DeskAdmin, record: Model) -> SearchResult:
    owner = getattr(record, "owner", record)
    kind = capfirst(str(model_admin.opts.verbose_name))
    where = kind if owner is record else f"{kind} · {owner}"
    return SearchResult(model_admin.label_for(user, record), where, change_url(record), None)
