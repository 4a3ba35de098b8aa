"""The desk's pages of the glossary: list, form, files out and in."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language, in_every_language
from forum.desk.glossary.file_pages import FilePages
from forum.desk.glossary.term_conflicts import conflict, others
from forum.desk.layout import HISTORY, section
from forum.desk.model_forms import RecordForm
from forum.desk.record_admin import RecordAdmin
from forum.models import Term


class TermForm(RecordForm):
    """A form of a term; refuses what is there already, word for word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "note" in self.fields:
            self.fields["note"].widget.attrs["rows"] = 3

    def clean(self) -> Any:
        data = super().clean() or self.cleaned_data
        texts = {name: data.get(name) or None for name in each_language("text")}
        if any(texts.values()) and "kind" in data:
            same = others(self.instance).filter(kind=data["kind"], **texts)
            if same.exists():
                self.add_error(
                    each_language("text")[-1], gettext("The glossary has this term already.")
                )
        return data


class OriginFilter(admin.SimpleListFilter):
    """Terms of staff's own, and those that follow a record."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return (
            ("own", _("Entered by hand")),
            ("people.person", _("People")),
            ("people.organization", _("Organizations")),
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "own":
            return queryset.filter(source="")
        return queryset.filter(source__startswith=f"{self.value()}:") if self.value() else queryset


class TermAdmin(FilePages, RecordAdmin):
    """Terms that follow a record are changed there; spellings and notes are staff's here."""

    menu_name: ClassVar[Any] = _("Glossary")
    begin = _("Add the terms whose translation is agreed; whoever writes otherwise is told.")
    form = TermForm
    list_display = (*each_language("text"), "kind", "spellings", "origin")
    list_filter = ("kind", OriginFilter)
    search_fields = (*columns("text"), "forbidden", "note")
    ordering = ("kind", *each_language("text"), "pk")
    actions = ("delete_selected",)
    list_before_template = "admin/glossary/list_before.html"
    help_texts = {
        "kind": _("A term is whatever is no name: a technical word, a programme, a phrase."),
        "text": _(
            "For example 工业园区 / industrial park. English in the singular, without “the”."
        ),
        "forbidden": _(
            "One a line, in any language, for example “industry park”. Whoever types it is shown "
            "the right one."
        ),
        "note": _("For translators: when it holds, where it comes from. Goes out with the files."),
    }
    fieldsets = (
        section(None, "kind", each_language("text"), "forbidden", "note", "follows"),
        HISTORY,
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        found = (*super().get_readonly_fields(request, obj), "follows")
        return (*found, "kind", *each_language("text")) if obj and obj.source else found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep a term that follows a record: it would come back with the record's next save."""
        return super().has_delete_permission(request, obj) and not (obj and obj.source)

    @admin.action(description=_("Delete selected terms"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Delete terms of staff's own, after the question; those that follow a record stay."""
        own = queryset.filter(source="")
        if kept := queryset.count() - own.count():
            said = ngettext(
                "%(count)d term follows a person or organization and stays.",
                "%(count)d terms follow people or organizations and stay.",
                kept,
            )
            self.message_user(request, said % {"count": kept}, messages.WARNING)
        return delete_selected(self, request, own) if own.exists() else None

    def label(self, record: Term) -> str:
        return in_every_language(record, "text")

    @admin.display(description=_("forbidden spellings"))
    def spellings(self, term: Term) -> str:
        return ", ".join(term.forbidden) or "–"

    @admin.display(description=_("origin"), ordering="source")
    def origin(self, term: Term) -> str:
        if not term.source:
            return gettext("Entered by hand")
        is_person = term.source.startswith("people.person:")
        return gettext("Person") if is_person else gettext("Organization")

    @admin.display(description=_("origin"))
    def follows(self, term: Term) -> str:
        """Lead to the record whose name it is."""
        if not term.source:
            return gettext("Entered by hand")
        label, pk, _field = term.source.split(":")
        url = reverse(f"admin:{label.replace('.', '_')}_change", args=[pk])
        if label == "people.person":
            words = gettext("It is the name of a person and is changed there.")
        else:
            words = gettext("It is the name of an organization and is changed there.")
        return format_html('<a class="glossary-origin" href="{}">{}</a>', url, words)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        term = context.get("original")
        if term and request.method == "GET":
            self._warn(request, term)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Whoever goes on editing is told by the form.
        if "_continue" not in request.POST:
            self._warn(request, obj)

    def _warn(self, request: HttpRequest, term: Term) -> None:
        if said := conflict(term):
            self.message_user(request, said, messages.WARNING)
