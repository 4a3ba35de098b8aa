"""The desk's pages of the glossary: list, form, files out and in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db.models import Model, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language, in_every_language
from forum.core.content import has_text, language_codes
from forum.desk.base_admin import AnyAdmin, Choices, CleanedData, PageContext
from forum.desk.form_layout import HISTORY, section
from forum.desk.glossary.file_pages import GlossaryFilesMixin
from forum.desk.model_forms import RecordForm
from forum.desk.record_admin import RecordAdmin
from forum.models import Term

# One sentence on a conflict names no more terms.
MOST_TERMS_NAMED = 4


class TermForm(RecordForm):
    """A form of a term; refuses what the glossary has already, word for word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "note" in self.fields:
            self.fields["note"].widget.attrs["rows"] = 3

    def clean(self) -> CleanedData:
        data = super().clean() or self.cleaned_data
        texts = {name: data.get(name) or None for name in each_language("text")}
        if any(texts.values()) and "kind" in data:
            same = Term.objects.exclude(pk=self.instance.pk).filter(kind=data["kind"], **texts)
            if same.exists():
                self.add_error(
                    each_language("text")[-1], gettext("The glossary has this term already.")
                )
        return data


class OriginFilter(admin.SimpleListFilter):
    """Terms of staff's own, and those that follow a record."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: AnyAdmin) -> Choices:
        return [
            ("own", _("Entered by hand")),
            ("people.person", _("People")),
            ("people.organization", _("Organizations")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        if self.value() == "own":
            return queryset.filter(source="")
        return queryset.filter(source__startswith=f"{self.value()}:") if self.value() else queryset


class TermAdmin(GlossaryFilesMixin, RecordAdmin):
    """Terms that follow a record are changed there; spellings and notes are staff's here."""

    menu_name = _("Glossary")
    begin = _("Add the terms whose translation is agreed; whoever writes otherwise is told.")
    form = TermForm
    list_display = (*each_language("text"), "kind", "spellings", "origin")
    list_filter = ("kind", OriginFilter)
    search_fields = (*columns("text"), "forbidden", "note")
    ordering = ("kind", *each_language("text"), "pk")
    actions = ("delete_selected",)
    # Any: the theme types it by its default alone.
    list_before_template: Any = "admin/glossary/list_before.html"
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

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        names = [*super().get_readonly_fields(request, obj), "follows"]
        return [*names, "kind", *each_language("text")] if _follows_record(obj) else names

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Keep a term that follows a record: it would come back with the record's next save."""
        return super().has_delete_permission(request, obj) and not _follows_record(obj)

    @admin.action(description=_("Delete selected terms"), permissions=["delete"])
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Model]
    ) -> HttpResponseBase | None:
        """Delete terms of staff's own, after the question; those that follow a record stay."""
        deletable = queryset.filter(source="")
        if following := queryset.count() - deletable.count():
            message = ngettext(
                "%(count)d term follows a person or organization and stays.",
                "%(count)d terms follow people or organizations and stay.",
                following,
            )
            self.message_user(request, message % {"count": following}, messages.WARNING)
        return delete_selected(self, request, deletable) if deletable.exists() else None

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

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        term = context.get("original")
        if term and request.method == "GET":
            self._warn_of_conflict(request, term)
        super().fill_form_page(request, context)

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Whoever goes on editing is told by the form.
        if "_continue" not in request.POST and isinstance(obj, Term):
            self._warn_of_conflict(request, obj)

    def _warn_of_conflict(self, request: HttpRequest, term: Term) -> None:
        if message := conflict_message(term):
            self.message_user(request, message, messages.WARNING)


def _follows_record(term: Model | None) -> bool:
    return isinstance(term, Term) and bool(term.source)


def conflict_message(term: Term) -> str:
    """Return the sentence on terms of its kind with a text of its own and another translation.

    "" for none. Two people may bear the same name: it is said, and left to the editor.
    """
    columns_by_code = dict(zip(language_codes(), each_language("text"), strict=True))
    texts = {code: text for code, name in columns_by_code.items() if (text := getattr(term, name))}
    differs = Q()
    for code, text in texts.items():
        for target in texts.keys() - {code}:
            is_other = has_text("text", target) & ~Q(**{columns_by_code[target]: texts[target]})
            differs |= Q(**{columns_by_code[code]: text}) & is_other
    if not differs:
        return ""
    terms = Term.objects.exclude(pk=term.pk).order_by("pk").filter(differs, kind=term.kind)
    names = "; ".join(in_every_language(rival, "text") for rival in terms[:MOST_TERMS_NAMED])
    if not names:
        return ""
    return gettext("Conflict: the glossary says it otherwise too: %(terms)s.") % {"terms": names}
