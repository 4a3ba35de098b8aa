"""The admin of records with a status of their own, and of their parts."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, ClassVar, Final, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.db.models.options import Options
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import StackedInline, TabularInline

from forum.core.content import Content, Part, Record
from forum.core.dates import day
from forum.core.names import fold
from forum.core.record_names import full_name
from forum.desk.addresses import (
    change_url,
    list_url,
    url_name,
)
from forum.desk.audit_trail import Message
from forum.desk.base_admin import (
    AnyForm,
    AnyFormSet,
    DeskAdmin,
    ListDisplay,
    ListFilter,
    PageContext,
    key_in,
    staff_of,
)
from forum.desk.correction_forms import CorrectionMixin, ask
from forum.desk.deletions import DeletionMixin
from forum.desk.form_fields import FormFieldsMixin
from forum.desk.form_steps import steps_of
from forum.desk.helper_lists import HelperListMixin, list_public_names
from forum.desk.list_columns import ListColumnsMixin, short, status_with_copy
from forum.desk.list_filters import OpenCopy
from forum.desk.model_forms import ContentForm, NamedForm, RecordForm
from forum.desk.original_pairs import OriginalsQuestionMixin
from forum.desk.overtaken_page import both_versions_page, conflict_page
from forum.desk.publishing.bulk import publish_several, review_several
from forum.desk.publishing.findings_question import ask_about_findings
from forum.desk.publishing.panel_buttons import publishing_panel, take_step
from forum.desk.return_links import keep_way_back, way_back, ways_back_in
from forum.desk.revision_pages import RevisionsMixin
from forum.desk.take_down import TakeDownMixin
from forum.desk.translations.progress_figures import progress_of_event
from forum.desk.working_copies.notice import copy_at_work
from forum.desk.working_copies.request_scope import DIRECT, is_direct
from forum.history.conflicts.comparing import (
    NOBODY,
    as_new,
    last_change,
    list_conflicts,
    list_sent_files,
    list_typed_fields,
)
from forum.history.conflicts.guard import GuardedFormSet
from forum.history.corrections.correction_question import AskFirst
from forum.history.rows import key_of
from forum.history.version_token import record_tokens
from forum.history.working_copies.store import open_copy
from forum.models import MergeJournal
from forum.permissions.access import (
    PUBLISH,
    REVIEW,
    is_helper,
    may,
    reached_among,
    reaches,
    within,
)
from forum.search.record_search import holds_name_part, matching_records
from forum.workflow.merging.undo import list_open_merges
from forum.workflow.open_findings import AskAboutFindings
from people.models import Named
from sessions_app.models import Event

# Records of a search that are named by their keys; beyond, the search itself is asked again.
MOST_KEYS: Final = 2000
# Of the same name, that are named where one is added.
MOST_NAMESAKES: Final = 5


class RecordAdmin(
    ListColumnsMixin,
    DeletionMixin,
    RevisionsMixin,
    CorrectionMixin,
    OriginalsQuestionMixin,
    FormFieldsMixin,
    DeskAdmin,
):
    """The admin of a model of ours. related: relations that the form shows.

    is_indexed_by_names: whether keys of names do for what the fields would be looked through for.
    """

    actions: Sequence[str] = ("delete_selected",)

    form = RecordForm
    readonly_fields: ClassVar[tuple[str, ...]] = ("version", "created", "updated")
    list_per_page = 50
    save_on_top = True
    related: ClassVar[tuple[str, ...]] = ()
    is_indexed_by_names: ClassVar[bool] = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        queryset: QuerySet[Record] = within(request.user, super().get_queryset(request))
        return queryset.select_related(*self.related) if self.related else queryset

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may_view = super().has_view_permission(request, obj)
        return may_view and (obj is None or reaches(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or reaches(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or reaches(request.user, obj))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: object
    ) -> type[AnyForm]:
        form: type[AnyForm] = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, RecordForm):
            form.refusal = steps_of(request).refusal
        return form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the record; for a change, after everybody who got to its row before is done.

        A form that is only shown reads it once, however many ask.
        """
        if request.method == "GET" and not from_field:
            return self._get_displayed_record(request, object_id)
        if request.method == "POST" and steps_of(request).is_saving:
            name = from_field or self.opts.pk.name
            rows = self.model._default_manager.select_for_update()
            try:
                rows.filter(**{name: object_id}).values_list("pk").first()
            except (ValidationError, ValueError):
                return None
        return super().get_object(request, object_id, from_field)

    def _get_displayed_record(self, request: HttpRequest, object_id: str) -> Any:
        steps = steps_of(request)
        record = steps.record
        if record is None or type(record) is not self.model or str(record.pk) != object_id:
            record = steps.record = super().get_object(request, object_id)
        return record

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Options[Model], object_id: str
    ) -> HttpResponse:
        """Keep what was typed into a record that is gone, even if it went while we waited for it.

        A deletion sends “post”, a form does not.
        """
        if request.method == "POST" and "post" not in request.POST and self._is_deleted(object_id):
            return self._deleted_page(request, int(unquote(object_id)))
        return super()._get_obj_does_not_exist_redirect(  # type: ignore[misc, no-any-return]  # not in the stubs
            request, opts, object_id
        )

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        """Save the record; a preview shows what it would hold, and writes to no row."""
        steps = steps_of(request)
        if change and steps.is_preview:
            steps.previewed.append(obj)
        else:
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: AnyForm, formsets: list[AnyFormSet], change: bool
    ) -> None:
        steps = steps_of(request)
        if not (change and steps.is_preview):
            super().save_related(request, form, formsets, change)
            return
        for formset in formsets:
            steps.previewed += formset.save(commit=False)
            steps.hidden += formset.deleted_objects

    def log_change(self, request: HttpRequest, obj: Model, message: Message) -> Any:
        if not steps_of(request).is_preview:
            return super().log_change(request, obj, message)
        return None

    def response_add(
        self, request: HttpRequest, obj: Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Lead on; a preview learns what was added for its length."""
        steps_of(request).added = obj
        return super().response_add(request, obj, post_url_continue)

    def response_post_save_add(self, request: HttpRequest, obj: Model) -> HttpResponseRedirect:
        """Lead back to the event's page that led here."""
        back = way_back(request, obj)
        return redirect(back.url) if back else super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponseRedirect:
        """Lead back to the event's page that led here."""
        back = way_back(request, obj)
        return redirect(back.url) if back else super().response_post_save_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Lead back to the event's page that led here."""
        onward = super().response_delete(request, obj_display, obj_id)
        back = way_back(request, None)
        return redirect(back.url) if back else onward

    def _is_deleted(self, object_id: str) -> bool:
        key = key_in(unquote(object_id))
        return bool(key) and not self.model._default_manager.filter(pk=key).exists()

    def _deleted_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was typed into a record that was deleted meanwhile, to create it again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        label = self.opts.label_lower
        form = cast("RecordForm", self.get_form(request)(request.POST, request.FILES))
        context = {
            "opts": self.opts,
            # Whose the row was is not known any more; a helper may have guessed its key.
            "deletion": NOBODY if is_helper(request.user) else last_change(label, pk),
            "texts": list_typed_fields(form),
            "files": list_sent_files(form),
            "carried": as_new(request.POST),
            "may_add": self.has_add_permission(request),
            "add_url": keep_way_back(request, reverse(url_name(self.model, "add"))),
        }
        return both_versions_page(request, "admin/deleted_meanwhile.html", context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: PageContext,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        """Show the form, or both versions of what somebody else changed meanwhile."""
        row_forms = (inline.formset.forms for inline in context["inline_admin_formsets"])
        conflicts = list_conflicts([context["adminform"].form, *chain.from_iterable(row_forms)])
        if conflicts:
            return conflict_page(request, conflicts, {**context, "opts": self.opts})
        return super().render_change_form(request, context, add, change, form_url, obj)

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        context["way_back"] = way_back(request, context.get("original"))
        # For the button that deletes.
        context["preserved_qsl"] = ways_back_in(request)
        super().fill_form_page(request, context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Model], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what the site's search finds too: pinyin, Traditional characters, remarks."""
        if not search_term.strip():
            return queryset, False
        matches = queryset.filter(self.matching(request, search_term))
        if not self.is_indexed_by_names:
            matches |= super().get_search_results(request, queryset, search_term)[0]
        # Looked for once: the list asks for its rows and twice for their number.
        keys = list(matches.order_by().values_list("pk", flat=True).distinct()[:MOST_KEYS])
        return (matches, True) if len(keys) == MOST_KEYS else (queryset.filter(pk__in=keys), False)

    def matching(self, request: HttpRequest, search_term: str) -> Q:
        """Return the condition that a record holds what was typed; a choice goes by names."""
        match = request.resolver_match
        is_choice = bool(match and match.url_name == "autocomplete")
        return matching_records(self.model, search_term, titles_only=is_choice)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the public page of a record that the public may see."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        if isinstance(obj, Content) and not obj.public_with:
            # All that it depends on stands in its own row.
            is_public = obj.is_public
        else:
            is_public = self.model._default_manager.published().filter(pk=obj.pk).exists()
        return str(obj.get_absolute_url()) if is_public else None


class PartAdmin(TakeDownMixin, RecordAdmin):
    """The admin of a part, which is public when its owner is."""

    actions = ("take_offline", "delete_selected")

    def get_list_filter(self, request: HttpRequest) -> list[ListFilter]:
        return [*super().get_list_filter(request), "withheld"]

    def get_list_display(self, request: HttpRequest) -> ListDisplay:
        languages = ["languages_there"] if self.get_main_texts() else []
        return [*super().get_list_display(request), *languages, "sight", "changed"]

    @admin.display(description=_("event"), ordering="event__starts_on")
    def of_event(self, record: Any) -> str:
        return short(record.event)

    @admin.display(description=_("withheld"), ordering="withheld")
    def sight(self, record: Part) -> str:
        """Say what keeps a part from the public although its owner may be shown."""
        until = getattr(record, "embargoed_until", None)
        if record.withheld:
            return gettext("Withheld")
        if until and until > timezone.now():
            local = timezone.localtime(until)
            return gettext("Embargoed until %(day)s") % {"day": day(local.date())}
        return "–"


class ContentAdmin(TakeDownMixin, RecordAdmin):
    """The admin of a record with a status of its own."""

    form = ContentForm
    actions: Sequence[str] = ("publish", "mark_reviewed", "take_offline", "delete_selected")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.publishing_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_publishing"
        return [path("<int:pk>/publishing/", view, name=name), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if isinstance(form, ContentForm):
            steps_of(request).idle_labels = form.list_idle_labels()

    def response_add(
        self, request: HttpRequest, obj: Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self._tell_of_idle_moments(request)
        return response

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        response = super().response_change(request, obj)
        self._tell_of_idle_moments(request)
        return response

    def _tell_of_idle_moments(self, request: HttpRequest) -> None:
        steps = steps_of(request)
        words = gettext(
            "“%(field)s” publishes nothing by itself: publish or schedule the record under "
            "“Publishing”."
        )
        for label in steps.idle_labels if not steps.is_preview else ():
            messages.warning(request, words % {"field": label})

    def publishing_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a step of the publishing panel, then show the form again."""
        record = self.get_queryset(request).filter(pk=pk).first()
        if not isinstance(record, Content):
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        copy = None if is_direct(request) else open_copy(key_of(record))
        try:
            take_step(request, record, copy)
        except AskFirst as question:
            return ask(request, question, back=change_url(record))
        except AskAboutFindings as question:
            return ask_about_findings(request, question)
        is_there = self.model._default_manager.filter(pk=record.pk).exists()
        return redirect(change_url(record) if is_there else list_url(self.model))

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        if record := context.get("original"):
            if request.method == "POST":
                # A form that was refused has changed its record, of which nothing is stored.
                record = self.get_object(request, str(record.pk)) or record
            copy = copy_at_work(request)
            context["publishing"] = publishing_panel(staff_of(request), record, copy)
            publishing_url = reverse(url_name(self.model, "publishing"), args=[record.pk])
            context["publishing_url"] = publishing_url + ("" if copy else f"?{DIRECT}=1")
            context["progress"] = progress_of_event(record) if isinstance(record, Event) else []
        super().fill_form_page(request, context)

    def get_list_display(self, request: HttpRequest) -> ListDisplay:
        return [*super().get_list_display(request), "languages_there", "state", "changed"]

    @admin.display(description=_("status"), ordering="status")
    def state(self, record: Content) -> str:
        return status_with_copy(record)

    def get_list_filter(self, request: HttpRequest) -> list[ListFilter]:
        return ["status", OpenCopy, *super().get_list_filter(request)]

    def label(self, record: Content) -> str:
        return full_name(record)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may put records before the public."""
        return self.has_change_permission(request) and may(request.user, PUBLISH)

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may approve what others submitted."""
        return self.has_change_permission(request) and may(request.user, REVIEW)

    def version_tokens(self, records: Sequence[Record]) -> dict[int, str]:
        return record_tokens(records)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Content]) -> HttpResponse | None:
        return publish_several(self, request, queryset)

    @admin.action(description=_("Approve"), permissions=["review"])
    def mark_reviewed(
        self, request: HttpRequest, queryset: QuerySet[Content]
    ) -> HttpResponse | None:
        return review_several(self, request, queryset)


class NamedAdmin(HelperListMixin, ContentAdmin):
    """The admin of people and organizations: found by any name, as folded."""

    form = NamedForm
    is_indexed_by_names = True
    actions: Sequence[str] = (*ContentAdmin.actions[:-1], "merge", "delete_selected")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Tell whether two records may become one: one is changed, the other goes."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def list_merges(self, request: HttpRequest, record: Record) -> Iterable[MergeJournal]:
        return list_open_merges(record) if self.has_merge_permission(request) else ()

    @admin.action(description=_("Merge two"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Content]) -> HttpResponse | None:
        # The public one stays unless told otherwise; of two alike the older one.
        pair = sorted(queryset, key=lambda record: (not record.is_published, record.pk))
        if len(pair) != 2:
            message = gettext("Choose exactly two records to merge.")
            self.message_user(request, message, messages.WARNING)
            return None
        target, source = pair
        url = reverse(f"merge-{self.opts.model_name}", args=[target.pk])
        return redirect(f"{url}?other={source.pk}")

    def matching(self, request: HttpRequest, search_term: str) -> Q:
        return super().matching(request, search_term) | holds_name_part(search_term)

    def response_add(
        self, request: HttpRequest, obj: Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Lead on, and name who has the new record's name already: it may be the same."""
        response = super().response_add(request, obj, post_url_continue)
        if isinstance(obj, Named) and not steps_of(request).is_preview:
            self._tell_of_namesakes(request, obj)
        return response

    def _tell_of_namesakes(self, request: HttpRequest, record: Named) -> None:
        # Any: a queryset of records knows no names.
        queryset: Any = self.get_queryset(request)
        rows = queryset.namesakes_of(record)
        mine = reached_among(request.user, rows)
        keys = {*record.match_keys}
        names = [
            format_html('<a href="{}">{}</a>', change_url(row), full_name(row))
            if row in mine
            else self.public_names(row)
            for row in rows
            if row in mine or not keys.isdisjoint(map(fold, list_public_names(row)))
        ]
        if not names:
            return
        words = gettext(
            "Of the same name already: {}. If they are the same, ask an editor to merge them."
        )
        if self.has_merge_permission(request):
            words = gettext(
                "Of the same name already: {}. If they are the same, choose both in the list and "
                "merge them."
            )
        listed = format_html_join(gettext(", "), "{}", ((name,) for name in names[:MOST_NAMESAKES]))
        messages.warning(request, format_html(words, listed))


class InlineRowsMixin(FormFieldsMixin):
    """Rows under their owner, locked while a form that changes them is looked at."""

    # Any: the theme types each of its attributes by its default alone.
    form: Any = RecordForm
    formset: Any = GuardedFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        queryset = super().get_queryset(request)
        is_saving = request.method == "POST" and steps_of(request).is_saving
        return queryset.select_for_update(of=("self",)) if is_saving else queryset


class RowsInline(InlineRowsMixin, TabularInline):  # type: ignore[misc]  # the theme's attribute, of two types
    """Rows of a table under their owner."""

    ordering_field: Any = None


class BlocksInline(InlineRowsMixin, StackedInline):  # type: ignore[misc]  # the theme's attribute, of two types
    """Blocks under their owner."""

    ordering_field: Any = None
