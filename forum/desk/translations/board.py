"""The board: records and how far their translations are, with what there is to do."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from forum.core.content import Record, column, language_codes
from forum.core.record_names import full_name
from forum.desk.translations import board_rows as chosen
from forum.desk.translations.board_filters import BoardForm
from forum.desk.translations.board_rows import Line
from forum.desk.translations.progress_bars import Bar
from forum.desk.translations.record_units import DRAFT, Walk
from forum.localization.progress import Owner, TranslationProgress, amount_in_words
from forum.localization.translation_access import can_write_translations, is_outside, owner_kinds
from forum.models.translations import TallyQuerySet

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the board. day: of the next event; next_url: to the first text to do;
    review_url: to its first draft; value: of its tick.
    """

    progress: TranslationProgress
    day: date | None
    name: str
    kind: str
    url: str
    next_url: str
    review_url: str
    value: str

    @property
    def bar(self) -> Bar:
        """The states as stripes."""
        return Bar.of(self.progress)

    @property
    def amount(self) -> str:
        """What there is to do, in words."""
        return amount_in_words(self.progress.amount)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the records that are asked for, those with most to do first."""
    models = owner_kinds(request.user)
    form = BoardForm(request.GET, request.user, models)
    found = chosen_lines(request, form, models)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Translation board"),
        "form": form,
        "page": page,
        "rows": rows(list(page), models, Walk(event=getattr(form.given("event"), "pk", None))),
        "totals": [(one, Bar.of(one), amount_in_words(one.amount)) for one in chosen.totals(found)],
        "query": _without_page(request),
        "record_count": len({one.owner for one in found}),
        "may_import": can_write_translations(request.user),
    }
    return TemplateResponse(request, "admin/translations/board.html", context)


def chosen_lines(request: HttpRequest, form: BoardForm, models: list[type[Record]]) -> list[Line]:
    """Return the lines that the filters ask for, in the order that they ask for."""
    found = chosen.in_state(chosen.lines(_tallies(request, form, models)), form.given("state"))
    within, by_day = form.given("within"), form.given("sort") == chosen.SOONEST
    days = chosen.next_days(models) if within or by_day else None
    if days is not None and within:
        found = chosen.due_within(found, days, int(within))
    return chosen.in_order(found, days if by_day else None)


def rows(some: list[Line], models: list[type[Record]], walk: Walk) -> list[Row]:
    """Return lines with the names of their records, a few queries for each kind.

    walk: what the addresses carry along.
    """
    drafts = replace(walk, through=DRAFT)
    owners = {line.owner for line in some}
    names, days = _names(owners), chosen.next_days(models, owners)
    found = []
    for line in some:
        model: Any = _model(line.kind)
        place = [model._meta.model_name, line.pk, line.language]
        found.append(
            Row(
                progress=line.progress,
                day=days.get(line.owner),
                name=names.get(line.owner, f"#{line.pk}"),
                kind=str(capfirst(model._meta.verbose_name)),
                url=reverse("translation-record", args=place) + walk.query,
                next_url=reverse("translation-next", args=place) + walk.query,
                review_url=reverse("translation-next", args=place) + drafts.query,
                value=f"{model._meta.model_name}.{line.pk}",
            )
        )
    return found


def _tallies(request: HttpRequest, form: BoardForm, models: list[type[Record]]) -> TallyQuerySet:
    wanted = [one for one in models if form.given("kind") in ("", one._meta.model_name)]
    tallies = chosen.tallies_of(wanted)
    if language := form.given("language"):
        tallies = tallies.into(language)
    user: Any = request.user
    if is_outside(user):
        tallies = tallies.filter(chosen.about(user.event_access.values("event")))
    if event := form.given("event"):
        tallies = tallies.filter(chosen.about([event.pk]))
    if words := form.given("q"):
        tallies = tallies.filter(chosen.named(_bearing(request, words, wanted)))
    return tallies


def _bearing(request: HttpRequest, words: str, models: list[type[Record]]) -> list[Any]:
    """Return the records of some models that the desk's own search finds."""
    found = []
    for model in models:
        desk: Any = admin.site.get_model_admin(model)
        if desk.search_fields:
            found.append(desk.get_search_results(request, desk.get_queryset(request), words)[0])
    return found


def _names(owners: set[Owner]) -> dict[Owner, str]:
    by_kind: dict[int, list[int]] = {}
    for kind, pk in owners:
        by_kind.setdefault(kind, []).append(pk)
    names = {}
    for kind, keys in by_kind.items():
        for record in _brief(_model(kind)).filter(pk__in=keys):
            names[kind, record.pk] = _name(record)
    return names


def _brief(model: Any) -> Any:
    """Return the rows of a model with nothing but what they are called by."""
    if not hasattr(model, "main_fields"):
        return model._default_manager.all()
    columns = (column(model.main_fields[0], code) for code in language_codes())
    return model._default_manager.only("slug", *columns)


def _name(record: Any) -> str:
    if not hasattr(record, "main_fields"):
        return str(record)
    return full_name(record)


def _model(kind: int) -> Any:
    return ContentType.objects.get_for_id(kind).model_class()


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
