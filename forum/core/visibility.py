"""Whether a record is public: one condition, as a ``Q`` for rows and as a ``bool`` for a record.

Each model declares on what its visibility depends (``Visible``); conditions are built from that
here and nowhere else. The ``bool`` is the ``Q`` itself, evaluated on the record by ``matches``, so
that lists and pages cannot disagree.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django.db import models
from django.db.models import Case, Model, OuterRef, Q, Subquery, When
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.core.columns import column, each_language, language_codes, related_model
from forum.core.page_memory import memory_of

if TYPE_CHECKING:
    from forum.core.content import Content

# The moments from which on each language is public, and the columns that say which are ready.
MOMENTS: Final = each_language("published_at")
READINESS: Final = ("status", "ready_languages", *MOMENTS)

type Test = Callable[[Model, datetime], bool]


class Status(models.TextChoices):
    """The stage of a record's publication."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    OFFLINE = "offline", _("Offline")


class WhenNotReady(models.TextChoices):
    """What a page in a language shows of a record that is not ready in it."""

    FALL_BACK = "fall_back", _("Show the other language, marked as such")
    HIDE = "hide", _("Stay out of that language")


class Visible(models.Model):
    """A record that declares by lookups on what its visibility depends.

    owner_path: the content record that owns it; one with a status of its own has none.
    withheld_with: the parts on the way, each of which withholds this one too.
    withheld_by: lookups and values of further columns, any of which withholds this one too.
    offline_with: content records besides the owner that take it offline with them.
    public_with: records that, where there is one, must be public themselves: a product's launch.
    named_by: content records whose name it cannot do without, unless own_name, a text, is filled.
    embargoes: the moments before which it is not public; none set is none.
    expiries: the moments from which on it is not public; none set is none.
    described_with: relations whose rows are part of what is told of it: their change is its own.
    described_in: the same, said from above: relations to the rows below that it is told with.
    """

    withheld_with: ClassVar[tuple[str, ...]] = ()
    withheld_by: ClassVar[tuple[tuple[str, object], ...]] = ()
    offline_with: ClassVar[tuple[str, ...]] = ()
    public_with: ClassVar[tuple[str, ...]] = ()
    named_by: ClassVar[tuple[str, ...]] = ()
    own_name: ClassVar[str] = ""
    embargoes: ClassVar[tuple[str, ...]] = ()
    expiries: ClassVar[tuple[str, ...]] = ()
    described_with: ClassVar[tuple[str, ...]] = ()
    described_in: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def is_public_in(self, language: str | None = None) -> bool:
        """Tell whether the public may see it now in a language; None: as for ``public_filter``."""
        memory = memory_of(self)
        if memory is None:
            asked = language or get_language()
            return _public_test(type(self), asked, *language_codes())(self, timezone.now())
        language = language or memory.page.language
        question = f"public:{language}"
        if question not in memory:
            test = _public_test(type(self), language, *language_codes())
            memory[question] = test(self, memory.page.began)
        verdict: bool = memory[question]
        return verdict

    @property
    def is_public(self) -> bool:
        """Whether the public may see it now, in the active language."""
        return self.is_public_in()

    @property
    def is_withheld(self) -> bool:
        """Whether staff keep it, or something on the way to it, out of sight."""
        return matches(self, withheld_filter(type(self)))


def public_filter(model: type[Visible], path: str = "", language: str | None = None) -> Q:
    """Return the condition that a record may be seen now in a language.

    path: lookup to it from the queried model, "" for the model itself.
    language: its code; None for the active one, and with none active no language is asked for.
    """
    language = language or get_language()
    condition = unhidden_filter(model, path)
    if owner := _owner_path(model):
        condition &= public_filter(_related_model(model, owner), _join(path, owner), language)
    else:
        condition &= _published(path, language)
    for step in model.public_with:
        place = _join(path, step)
        condition &= Q(**{place: None}) | public_filter(
            _related_model(model, step), place, language
        )
    for step in model.named_by:
        condition &= _named_filter(model, path, step)
    return condition


def _named_filter(model: type[Visible], path: str, step: str) -> Q:
    """Return the condition that the public may read in some language what a record is called."""
    condition = Q()
    for code in language_codes():
        condition |= ready_filter(code, _join(path, step))
        if model.own_name:
            condition |= Q(**{_join(path, column(model.own_name, code), "gt"): ""})
    return condition


def unhidden_filter(model: type[Visible], path: str = "") -> Q:
    """Return the condition that nothing but its owner can keep a record from the public.

    It is not withheld, and the present moment is after every embargo and before every end.
    """
    condition = Q(**{_join(path, "withheld"): False}) if _owner_path(model) else Q()
    # Negated, so that a part without one of the steps stays.
    for step in model.withheld_with:
        condition &= ~Q(**{_join(path, step, "withheld"): True})
    for place, value in model.withheld_by:
        condition &= ~Q(**{_join(path, place): value})
    for step in model.offline_with:
        condition &= ~offline_filter(_join(path, step))
    for lookup, moments in (("lte", model.embargoes), ("gt", model.expiries)):
        for moment in moments:
            place = _join(path, moment)
            condition &= Q(**{place: None}) | Q(**{_join(place, lookup): timezone.now()})
    return condition


def withheld_filter(model: type[Visible], path: str = "") -> Q:
    """Return the condition that staff keep a part, or something on the way to it, out of sight."""
    condition = Q(**{_join(path, "withheld"): True}) if _owner_path(model) else Q(pk__in=())
    for step in model.withheld_with:
        condition |= Q(**{_join(path, step, "withheld"): True})
    for place, value in model.withheld_by:
        condition |= Q(**{_join(path, place): value})
    for step in model.offline_with:
        condition |= offline_filter(_join(path, step))
    return condition


def kept_back_filter(model: type[Visible], path: str = "") -> Q:
    """Return the condition that staff took a record out of sight, or what it belongs to."""
    if owner := _owner_path(model):
        condition = withheld_filter(model, path)
        condition |= kept_back_filter(_related_model(model, owner), _join(path, owner))
    else:
        condition = offline_filter(path)
    for step in model.public_with:
        condition |= kept_back_filter(_related_model(model, step), _join(path, step))
    return condition


def taken_down_filter(model: type[Visible]) -> Q:
    """Return the condition that the public could see what staff took out of sight."""
    return kept_back_filter(model) & once_public_filter(model)


def once_public_filter(model: type[Visible]) -> Q:
    """Return the condition that what owns a record has been public, whether it is or is not now."""
    once = {_join(_owner_path(model), "published_at__lte"): timezone.now()}
    return Q(**once) & released_filter(model)


def released_filter(model: type[Visible]) -> Q:
    """Return the condition that what owns a record is published or offline: to come back so."""
    released = (Status.PUBLISHED, Status.OFFLINE)
    return Q(**{_join(_owner_path(model), "status__in"): released})


def published_owner_filter(model: type[Visible]) -> Q:
    """Return the condition that what owns a record is published, in any language."""
    return Q(**{_join(_owner_path(model), "status"): Status.PUBLISHED})


def offline_filter(path: str = "") -> Q:
    """Return the condition that staff took a content record offline."""
    return Q(**{_join(path, "status"): Status.OFFLINE})


def embargo_filter(model: type[Visible], path: str = "") -> Q:
    """Return the condition that a record waits for the end of an embargo."""
    condition = Q(pk__in=())
    for embargo in model.embargoes:
        condition |= Q(**{_join(path, embargo, "gt"): timezone.now()})
    return condition


def ready_filter(language: str, path: str = "") -> Q:
    """Return the condition that the texts of a content record are ready in a language now.

    They have been reviewed, and the language's moment of publication has come. What is not
    published has texts that other pages print (a name); there a language without a moment waits
    for none.
    """
    published = Q(**{_join(path, "status"): Status.PUBLISHED})
    without_moment = Q(**{_join(path, column("published_at", language)): None}) & ~published
    return _is_reviewed(language, path) & (_has_come(language, path) | without_moment)


def is_ready(record: "Content", language: str) -> bool:
    """Tell what ``ready_filter`` asks of a content record; by hand, for every text asks it."""
    if language not in record.ready_languages:
        return False
    moment = getattr(record, column("published_at", language))
    return bool(moment <= timezone.now()) if moment else record.status != Status.PUBLISHED


def publications(path: str = "") -> list[Case]:
    """Return when each language of a content record became public, NULL for one that is not."""
    return [
        Case(When(_has_come(code, path), then=_join(path, column("published_at", code))))
        for code in language_codes()
    ]


def last_change(model: type[Visible]) -> Greatest:
    """Return when the public could last see something new of a record of a model.

    It was saved, or what decides whether it is public, for that may have come back into sight; an
    embargo came due, or a language of what it belongs to, is public with or is named by, though
    nobody saved anything then; or something of that happened to what is told with it.
    """
    return Greatest(
        *_changes(model), *(_change_of(model, name) for name in describing_relations(model))
    )


def describing_relations(model: type[Visible]) -> list[str]:
    """Return the relations of a model whose rows are told with it, named here or from above."""
    leading_back = [
        relation.name
        for relation in model._meta.related_objects
        if relation.field.name in getattr(relation.related_model, "described_in", ())
    ]
    return [*model.described_with, *leading_back]


def _changes(model: type[Visible]) -> Iterator[Case | str]:
    now = timezone.now()
    yield from (Case(When(**{f"{name}__lte": now}, then=name)) for name in model.embargoes)
    paths = [_owner_path(model)]
    for step in (*model.public_with, *model.named_by):
        paths.append(_join(step, _owner_path(_related_model(model, step))))
    yield from chain.from_iterable(map(publications, paths))
    hiding = (*model.withheld_with, *model.offline_with, *model.public_with)
    yield from (_join(path, "updated") for path in dict.fromkeys(("", *paths, *hiding)))


def _change_of(model: type[Visible], relation: str) -> Subquery | str:
    """Return the last change of the row, or rows, that a relation leads to."""
    # Any: fields and what leads back to them share no type.
    field: Any = model._meta.get_field(relation)
    if field.many_to_one:
        return _join(relation, "updated")
    way_back = field.remote_field.name if field.auto_created else field.related_query_name()
    related = field.related_model
    # What nobody could see yet is told nowhere; what has gone is missing where it was told.
    rows = related._base_manager.filter(once_public_filter(related), **{way_back: OuterRef("pk")})
    rows = rows.annotate(last_change=Greatest(*_changes(related)))
    return Subquery(rows.order_by("-last_change").values("last_change")[:1])


def scheduled_filter(language: str, until: datetime | None = None) -> Q:
    """Return the condition that a language of a record is public from a later moment on.

    until: the last moment to look at; None for whenever.
    """
    moment = column("published_at", language)
    condition = Q(status=Status.PUBLISHED, **{f"{moment}__gt": timezone.now()})
    if until:
        condition &= Q(**{f"{moment}__lte": until})
    return condition & _is_reviewed(language)


def _is_reviewed(language: str, path: str = "") -> Q:
    return Q(**{_join(path, "ready_languages__contains"): [language]})


def _has_come(language: str, path: str) -> Q:
    return Q(**{_join(path, column("published_at", language), "lte"): timezone.now()})


def _published(path: str, language: str | None) -> Q:
    """Return the condition that the page of a content record may be seen in a language."""
    in_any_language = Q()
    for code in language_codes():
        in_any_language |= _is_reviewed(code, path) & _has_come(code, path)
    condition = Q(**{_join(path, "status"): Status.PUBLISHED}) & in_any_language
    if language:
        falls_back = Q(**{_join(path, "when_not_ready"): WhenNotReady.FALL_BACK})
        condition &= falls_back | ready_filter(language, path)
    return condition


def _owner_path(model: type[Visible]) -> str:
    return getattr(model, "owner_path", "")


def _join(*steps: str) -> str:
    return LOOKUP_SEP.join(step for step in steps if step)


def _related_model(model: type[Visible], path: str) -> type[Visible]:
    return cast("type[Visible]", related_model(model, path))


_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "exact": lambda value, operand: value == operand,
    "in": lambda value, operand: value in operand,
    "lte": lambda value, operand: value is not None and value <= operand,
    "gt": lambda value, operand: value is not None and value > operand,
    "contains": lambda value, operand: set(operand) <= set(value or ()),
}


def matches(record: models.Model, condition: Q) -> bool:
    """Tell whether a record, with those that it leads to, is among the rows of a condition.

    For conditions of this module: lookups along foreign keys, compared as ``_COMPARISONS`` can;
    what they ask of time is asked of the present.
    """
    return make_test(condition)(record, timezone.now())


@lru_cache(maxsize=256)
def _public_test(model: type[Visible], language: str | None, *_codes: str) -> Test:
    """Return ``public_filter`` as a test; a page asks it of a hundred records."""
    return make_test(public_filter(model, language=language))


def make_test(condition: Q) -> Test:
    """Return what tells whether a record meets a condition at a moment."""
    tests = [
        make_test(child) if isinstance(child, Q) else _make_comparison(*child)
        for child in cast("list[Q | tuple[str, object]]", condition.children)
    ]
    is_enough, is_negated = condition.connector == Q.OR, condition.negated

    def test(record: Model, now: datetime) -> bool:
        for part in tests:
            if part(record, now) == is_enough:
                return is_enough != is_negated
        return is_enough == is_negated

    return test


def _make_comparison(lookup: str, operand: object) -> Test:
    *steps, last = lookup.split(LOOKUP_SEP)
    compare = _COMPARISONS.get(last) or _COMPARISONS["exact"]
    steps += [] if last in _COMPARISONS else [last]
    is_of_time = isinstance(operand, datetime)

    def test(record: Model, now: datetime) -> bool:
        value = record
        for step in steps:
            value = None if value is None else getattr(value, step)
        return compare(value, now if is_of_time else operand)

    return test
