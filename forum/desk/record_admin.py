"""The admin of records with a status of their own, and of their parts."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.admin import StackedInline as BaseStackedInline
from unfold.admin import TabularInline as BaseTabularInline

from forum.core.content import Content
from forum.core.dates import day
from forum.core.names import fold
from forum.core.record_names import full_name
from forum.desk.audit_trail import AuditedMixin
from forum.desk.correction_forms import Corrected
from forum.desk.deletions import Deleting
from forum.desk.form_fields import Desked, Labelling
from forum.desk.list_columns import Listed, short, standing
from forum.desk.model_forms import ContentForm, NamedForm, RecordForm
from forum.desk.original_pairs import Asking
from forum.desk.publishing import rules as publishing
from forum.desk.publishing.bulk import publish_several, review_several
from forum.desk.revision_pages import Historied
from forum.desk.take_down_links import Offlining
from forum.desk.translations import figures
from forum.history.conflicts.comparing import as_new, carried, files, rows, typed
from forum.history.conflicts.guard import GuardedFormSet
from forum.history.version_token import deletion_tokens, record_tokens, require_token
from forum.permissions.access import PUBLISH, REVIEW, may, reaches, within


class RecordAdmin(
    Listed,
    Deleting,
    Historied,
    Corrected,
    Asking,
    Desked,
    Labelling,
    AuditedMixin,
    ModelAdmin,  # type: ignore[misc]
):
    """The admin of a model of ours.

    most_at_once: records that one bulk action takes.
    """

    actions: Any = ("delete_selected",)
    most_at_once: ClassVar[int] = 200

    form = RecordForm
    readonly_fields = ("version", "created", "updated")
    list_per_page = 50
    save_on_top = True
    # Relations that the form shows.
    related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = within(request.user, super().get_queryset(request))
        return found.select_related(*self.related) if self.related else found

    def version_tokens(self, records: Sequence[Any]) -> dict[int, str]:
        """Return the version token of each record with what goes with it, by its key."""
        return deletion_tokens(records)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_view_permission(request, obj)
        return bool(may and (obj is None or reaches(request.user, obj)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return bool(may and (obj is None or reaches(request.user, obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return bool(may and (obj is None or reaches(request.user, obj)))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Return the record; for a change, after everybody who got to its row before is done."""
        if request.method == "POST":
            key = from_field or self.opts.pk.name
            row = self.model._default_manager.select_for_update().filter(**{key: object_id})
            try:
                row.values_list("pk").first()
            except (ValidationError, ValueError):
                return None
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Keep what was typed into a record that is gone, even if it went while we waited for it.

        A deletion sends “post”, a form does not.
        """
        if request.method == "POST" and "post" not in request.POST and self._is_gone(object_id):
            return self._deleted_meanwhile(request)
        page: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return page

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Lead on; a preview is told what was added for its length."""
        request.added = obj  # type: ignore[attr-defined]
        page: HttpResponse = super().response_add(request, obj, *args)
        return page

    def _is_gone(self, object_id: str) -> bool:
        key = unquote(object_id)
        return key.isdecimal() and not self.model._default_manager.filter(pk=key).exists()

    def _deleted_meanwhile(self, request: HttpRequest) -> HttpResponse:
        """Show what was typed into a record that somebody else deleted, to create it again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = self.get_form(request)(request.POST, request.FILES)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "texts": typed(form),
            "files": files(form),
            "carried": as_new(request.POST),
            "may_add": self.has_add_permission(request),
            "add_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        }
        return TemplateResponse(request, "admin/deleted_meanwhile.html", context, status=409)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Delete a record, with what goes with it, as it was looked at and no other."""
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            token = self.version_tokens([record])[record.pk] if record else ""
            if record and (sent := request.POST.get("version_token")):
                require_token(sent, token)
            context = {**(extra_context or {}), "version_token": token}
            answer: HttpResponse = super().delete_view(request, object_id, context)
            return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form, or both versions of what somebody else changed meanwhile."""
        sets = (one.formset.forms for one in context["inline_admin_formsets"])
        found = rows([context["adminform"].form, *chain.from_iterable(sets)])
        if not found:
            form: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
            return form
        context |= {"rows": found, "carried": carried(request.POST, found), "opts": self.opts}
        return TemplateResponse(request, "admin/conflict.html", context, status=409)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the public page of a record that the public may see."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        seen = type(obj)._default_manager.published().filter(pk=obj.pk).exists()
        return str(obj.get_absolute_url()) if seen else None


class PartAdmin(Offlining, RecordAdmin):
    """The admin of a part, which is public when its owner is."""

    actions = ("take_offline", "delete_selected")

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [*super().get_list_filter(request), "withheld"]

    def get_list_display(self, request: HttpRequest) -> Any:
        there = ["languages_there"] if self.get_main_texts() else []
        return [*super().get_list_display(request), *there, "sight", "changed"]

    @admin.display(description=_("event"), ordering="event__starts_on")
    def of_event(self, record: Any) -> str:
        return short(record.event)

    @admin.display(description=_("withheld"), ordering="withheld")
    def sight(self, record: Any) -> str:
        """Say what keeps a part from the public although its owner may be shown."""
        until = getattr(record, "embargoed_until", None)
        if record.withheld:
            return gettext("Withheld")
        if until and until > timezone.now():
            local = timezone.localtime(until)
            return gettext("Embargoed until %(day)s") % {"day": day(local.date())}
        return "–"


class ContentAdmin(Offlining, RecordAdmin):
    """The admin of a record with a status of its own."""

    form = ContentForm
    actions: Any = ("publish", "mark_reviewed", "take_offline", "delete_selected")

    def get_urls(self) -> list[Any]:
        opts = self.model._meta
        view = self.admin_site.admin_view(require_POST(self.publishing_view))
        name = f"{opts.app_label}_{opts.model_name}_publishing"
        return [path("<int:pk>/publishing/", view, name=name), *super().get_urls()]

    def publishing_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a step of the publishing panel, then show the form again."""
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        publishing.take_step(request, record)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := context.get("original"):
            context["publishing"] = publishing.publishing_panel(request, record)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_publishing"
            context["publishing_url"] = reverse(name, args=[record.pk])
            context["progress"] = figures.panel(record)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*super().get_list_display(request), "languages_there", "state", "changed"]

    @admin.display(description=_("status"), ordering="status")
    def state(self, record: Content) -> str:
        return standing(record)

    def get_list_filter(self, request: HttpRequest) -> Any:
        further = publishing.list_filters(self.model)
        return ["status", *super().get_list_filter(request), *further]

    def label(self, record: Content) -> str:
        return full_name(record)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may put records before the public."""
        return self.has_change_permission(request) and may(request.user, PUBLISH)

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody may approve what others submitted."""
        return bool(self.has_change_permission(request) and may(request.user, REVIEW))

    def version_tokens(self, records: Sequence[Any]) -> dict[int, str]:
        return record_tokens(records)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        return publish_several(self, request, queryset)

    @admin.action(description=_("Mark as reviewed"), permissions=["review"])
    def mark_reviewed(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        return review_several(self, request, queryset)


class NamedAdmin(ContentAdmin):
    """The admin of people and organizations: found by any name, as folded."""

    form = NamedForm
    actions = (*ContentAdmin.actions[:-1], "merge", "delete_selected")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Tell whether two records may become one: one is changed, the other goes."""
        return bool(self.has_change_permission(request) and self.has_delete_permission(request))

    @admin.action(description=_("Merge two"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        # The public one stays unless told otherwise; of two alike the older one.
        picked = sorted(queryset, key=lambda one: (not one.is_published, one.pk))
        if len(picked) != 2:
            said = gettext("Choose exactly two records to merge.")
            self.message_user(request, said, messages.WARNING)
            return None
        kept, other = picked
        url = reverse(f"merge-{self.opts.model_name}", args=[kept.pk])
        return redirect(f"{url}?other={other.pk}")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, repeated = super().get_search_results(request, queryset, search_term)
        if key := fold(search_term):
            found |= queryset.filter(match_keys__icontains=key)
        return found, repeated


def locked_for_change(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows of a form, locked while one that changes them is looked at."""
    return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


class TabularInline(Desked, BaseTabularInline):  # type: ignore[misc]
    """Rows of a table under their owner."""

    form = RecordForm
    formset = GuardedFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return locked_for_change(request, super().get_queryset(request))


class StackedInline(Desked, BaseStackedInline):  # type: ignore[misc]
    """Blocks under their owner."""

    form = RecordForm
    formset = GuardedFormSet
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return locked_for_change(request, super().get_queryset(request))
