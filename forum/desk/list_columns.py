"""What the lists of the desk show: pictures, counts, languages, publication."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

from forum.core.content import Content, Record, column, language_codes
from forum.core.dates import clock, day
from forum.core.field_labels import site_language_name
from forum.core.images.files import PictureFile
from forum.desk.base_admin import DeskAdmin, ListFilter, staff_of
from forum.desk.desk_pictures import for_desk
from forum.desk.list_filters import MissingText, has_visible_copy
from forum.desk.working_copies.addresses import copy_url
from forum.history.rows import key_of
from forum.models import Page
from forum.permissions.access import IMPORT, heard_of, may
from people.models import Organization, Person, User


class CountingChangeList(ChangeList):
    """A list whose rows carry counts of what belongs to them, in the list's own query."""

    model_admin: "ListColumnsMixin"
    may_import = False

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Model]:
        # The rows are written by a tag that knows nothing of who looks at them.
        self.may_import = self.model_admin.import_too and may(staff_of(request), IMPORT)
        # Before the list is ordered, perhaps by one of them.
        counts = relation_counts(self.model, self.model_admin.counted, staff_of(request))
        if not counts.keys() <= self.root_queryset.query.annotations.keys():
            self.root_queryset = self.root_queryset.annotate(**counts)
        if issubclass(self.model, Content):
            has_copy = has_visible_copy(request.user, self.model)
            self.root_queryset = self.root_queryset.annotate(has_copy=has_copy)
        return super().get_queryset(request, exclude_parameters)


def relation_counts(
    model: type[Model], counted: Mapping[str, str], user: User | None = None
) -> dict[str, Coalesce]:
    """Return annotations. counted: name -> relation.

    user: who may be told of the rows that are counted; None: all are.
    """
    return {name: _relation_count(model, relation, user) for name, relation in counted.items()}


def _relation_count(model: type[Model], relation: str, user: User | None) -> Coalesce:
    reverse = model._meta.get_field(relation)
    if not isinstance(reverse, ForeignObjectRel):
        raise TypeError(f"{model._meta.label}.{relation} is no relation from other rows.")
    path = reverse.field.name
    related = reverse.related_model._default_manager.all()
    rows = (heard_of(user, related) if user else related).filter(**{path: OuterRef("pk")})
    number = rows.order_by().values(path).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


class ListColumnsMixin(DeskAdmin):
    """An admin with a list.

    main_texts: translated fields whose gaps the list shows; None for the model's main fields.
    counted: name -> relation. import_too: whether an import begins an empty list as well.
    """

    main_texts: ClassVar[tuple[str, ...] | None] = None
    counted: ClassVar[Mapping[str, str]] = {}
    import_too: ClassVar[bool] = False

    def get_main_texts(self) -> tuple[str, ...]:
        """Return the translated fields whose gaps the list shows."""
        model_texts: tuple[str, ...] = getattr(self.model, "main_fields", ())
        return model_texts if self.main_texts is None else self.main_texts

    def get_changelist(self, request: HttpRequest, **options: object) -> type[ChangeList]:
        return CountingChangeList

    def get_list_filter(self, request: HttpRequest) -> list[ListFilter]:
        first: list[ListFilter] = [MissingText] if self.get_main_texts() else []
        return [*first, *super().get_list_filter(request)]

    def lacks_text(self, record: Record, code: str) -> bool:
        """Tell whether one of the main texts exists, but not in a language."""
        return any(
            not getattr(record, column(field, code))
            and any(getattr(record, column(field, language)) for language in language_codes())
            for field in self.get_main_texts()
        )

    @admin.display(description=_("languages"))
    def languages_there(self, record: Record) -> str:
        """Name each language; of one with a gap say so, and of one that is not public yet."""
        lines = (
            (site_language_name(code), self._gap_note(record, code)) for code in language_codes()
        )
        return format_html_join(mark_safe(" "), '<span class="language">{}{}</span>', lines)

    def _gap_note(self, record: Record, code: str) -> str:
        if self.lacks_text(record, code):
            words = pgettext("a language of a record", "text missing")
        elif isinstance(record, Content) and code not in record.readable_languages:
            words = pgettext("a language of a record", "not public")
        else:
            return ""
        return format_html(' <small class="gap">{}</small>', words)

    @admin.display(description=_("country or area"), ordering="country")
    def of_country(self, record: Person | Organization) -> str:
        """Name the country: as a field it lists all 250 in every row."""
        return str(record.country.name) or "–"

    @admin.display(description=_("last updated"), ordering="updated")
    def changed(self, record: Record) -> str:
        local = timezone.localtime(record.updated)
        return format_html("{} <small>{}</small>", day(local.date()), clock(local.time()))


def status_with_copy(record: Content) -> str:
    """Return the status of a record of a list, and whether somebody works at a copy of it."""
    status = status_with_day(record)
    if not getattr(record, "has_copy", False):
        return status
    link = '{} <a class="copy-mark" href="{}">{}</a>'
    return format_html(link, status, copy_url("working-copy", key_of(record)), _("Working copy"))


def status_with_day(record: Content) -> str:
    """Return the status of a record in a word, with the day that goes with it."""
    if not (record.is_published and record.published_at):
        return format_html('<span class="status">{}</span>', record.get_status_display())
    moment = record.published_at
    word = gettext("Scheduled") if record.is_scheduled else gettext("Published")
    if isinstance(record, Page) and record.expires_at and record.has_expired:
        word, moment = gettext("Expired"), record.expires_at
    local = timezone.localtime(moment)
    line = '<span class="status">{}</span> <small>{}</small>'
    return format_html(line, word, day(local.date()))


def short(text: object) -> str:
    """Return a long name on two lines, whole where it is pointed at."""
    return format_html('<span class="short" title="{}">{}</span>', text, text)


def thumbnail(picture: PictureFile, alt: str = "") -> str:
    """Return a small picture for staff, offline or not; a dash where there is none.

    alt: needed where no text next to it says what it is.
    """
    if not picture:
        return "–"
    line = '<img class="thumbnail" src="{}" alt="{}" loading="lazy" width="48" height="48">'
    return format_html(line, for_desk(picture).small, alt)
