"""The board: records and how far their translations are, with what there is to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from forum.core.content import Content, Record, column, language_codes
from forum.core.record_names import staff_name
from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.desk.translations import board_rows
from forum.desk.translations.board_filters import BoardFilterForm
from forum.desk.translations.board_rows import BoardLine
from forum.desk.translations.progress_figures import ProgressBar
from forum.desk.translations.record_units import DRAFT, Walk
from forum.localization.progress import Owner, TranslationProgress, amount_in_words
from forum.localization.translation_access import can_write_translations, is_outside, owner_kinds
from forum.models.translations import TallyQuerySet

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class BoardRow:
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
    def bar(self) -> ProgressBar:
        """The states as stripes."""
        return ProgressBar(self.progress)

    @property
    def amount(self) -> str:
        """What there is to do, in words."""
        return amount_in_words(self.progress.amount)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the records that are asked for, those with most to do first."""
    user = staff_of(request)
    models = owner_kinds(user)
    form = BoardFilterForm(request.GET, user, models)
    lines = chosen_lines(request, form, models)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("p"))
    walk = Walk(event=form.chosen_event.pk if form.chosen_event else None)
    context = {
        "title": gettext("Translation board"),
        "form": form,
        "page": page,
        "rows": board_rows_of(list(page), models, walk),
        "totals": [
            (total, ProgressBar(total), amount_in_words(total.amount))
            for total in board_rows.totals(lines)
        ],
        "query": _query_without_page(request),
        "record_count": len({line.owner for line in lines}),
        "may_import": can_write_translations(user),
    }
    return desk_page(request, "admin/translations/board.html", context)


def chosen_lines(
    request: HttpRequest, form: BoardFilterForm, models: list[type[Record]]
) -> list[BoardLine]:
    """Return the lines that the filters ask for, in the order that they ask for."""
    lines = board_rows.read_lines(_tallies(request, form, models))
    lines = board_rows.lines_in_state(lines, form.answer("state"))
    within, by_day = form.answer("within"), form.answer("sort") == board_rows.SOONEST
    days = board_rows.next_days(models) if within or by_day else None
    if days is not None and within:
        lines = board_rows.lines_due_within(lines, days, int(within))
    return board_rows.sort_lines(lines, days if by_day else None)


def board_rows_of(lines: list[BoardLine], models: list[type[Record]], walk: Walk) -> list[BoardRow]:
    """Return lines with the names of their records, a few queries for each kind.

    walk: what the addresses carry along.
    """
    drafts = replace(walk, through=DRAFT)
    owners = {line.owner for line in lines}
    names, days = _names_of(owners), board_rows.next_days(models, owners)
    rows = []
    for line in lines:
        opts = model_of_kind(line.kind)._meta
        place = [opts.model_name, line.pk, line.language]
        rows.append(
            BoardRow(
                progress=line.progress,
                day=days.get(line.owner),
                name=names.get(line.owner, f"#{line.pk}"),
                kind=str(capfirst(opts.verbose_name)),
                url=reverse("translation-record", args=place) + walk.query,
                next_url=reverse("translation-next", args=place) + walk.query,
                review_url=reverse("translation-next", args=place) + drafts.query,
                value=f"{opts.model_name}.{line.pk}",
            )
        )
    return rows


def _tallies(
    request: HttpRequest, form: BoardFilterForm, models: list[type[Record]]
) -> TallyQuerySet:
    kinds = [model for model in models if form.answer("kind") in ("", model._meta.model_name)]
    tallies = board_rows.tallies_of(kinds)
    if language := form.answer("language"):
        tallies = tallies.into(language)
    user = staff_of(request)
    if is_outside(user):
        events = user.event_access.values("event")
        tallies = tallies.filter(board_rows.belongs_to_events(events))
    if event := form.chosen_event:
        tallies = tallies.filter(board_rows.belongs_to_events([event.pk]))
    if words := form.answer("q"):
        matches = _search_records(request, words, kinds)
        tallies = tallies.filter(board_rows.belongs_to_records(matches))
    return tallies


def _search_records(
    request: HttpRequest, words: str, models: list[type[Record]]
) -> list[QuerySet[Record]]:
    """Return the records of some models that the desk's own search finds."""
    return [
        model_admin.get_search_results(request, model_admin.get_queryset(request), words)[0]
        for model_admin in map(admin_of, models)
        if model_admin.search_fields
    ]


def _names_of(owners: set[Owner]) -> dict[Owner, str]:
    names = {}
    for kind, keys in group_by_kind(owners).items():
        for record in _brief_records(model_of_kind(kind)).filter(pk__in=keys):
            names[kind, record.pk] = staff_name(record)
    return names


def _brief_records(model: type[Record]) -> QuerySet[Record]:
    """Return the rows of a model with nothing but what they are called by."""
    if not issubclass(model, Content):
        return model._default_manager.all()
    columns = (column(model.main_fields[0], code) for code in language_codes())
    return model._default_manager.only("slug", *columns)


def group_by_kind(owners: Iterable[Owner]) -> dict[int, list[int]]:
    """Return the keys of records by the key of their content type."""
    keys: dict[int, list[int]] = {}
    for kind, pk in owners:
        keys.setdefault(kind, []).append(pk)
    return keys


def model_of_kind(kind: int) -> type[Record]:
    """Return the model of a tally's record."""
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None or not issubclass(model, Record):
        raise LookupError(f"Content type {kind} has no records with translations.")
    return model


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
