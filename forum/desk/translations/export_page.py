"""The page on which chosen records go out to a translator, as one file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.core.content import Record, language_codes
from forum.core.field_labels import site_language_name
from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.desk.translations.board import chosen_lines, group_by_kind, model_of_kind
from forum.desk.translations.board_filters import BoardFilterForm
from forum.localization.exchange.cover_note import PO, XLIFF, XLSX
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_writer import export_records
from forum.localization.exchange.outgoing_units import ExportOptions, ExportScope
from forum.localization.progress import (
    Owner,
    TranslationProgress,
    amount_in_words,
    format_number,
    site_progress,
)
from forum.localization.translation_access import models_by_name, owner_kinds
from forum.models import TranslationTally
from forum.permissions.access import reached, sees_model
from people.models import User

# So much goes into one file: a translator's tool and this request both end somewhere.
MOST_RECORDS: Final = 500
MOST_TEXTS: Final = 10_000
_MOST_NAMES: Final = 20
FORMATS: Final = (
    (XLIFF, _("XLIFF 1.2, for a translator's tool: formatting cannot be damaged")),
    (XLSX, _("Excel workbook (XLSX): a row for each text, with a cover note and the glossary")),
    (PO, _("Gettext PO")),
)
SCOPES: Final = (
    (ExportScope.TO_DO, _("What is missing or outdated")),
    (ExportScope.DRAFTS, _("Drafts that nobody has reviewed as well")),
    (ExportScope.ALL, _("Every text, for reference too")),
)


class ExportForm(forms.Form):
    """What is asked of a file."""

    language = forms.ChoiceField(label=pgettext_lazy("translation", "Into"))
    format = forms.ChoiceField(label=_("File"), choices=FORMATS, widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=_("Texts"), choices=SCOPES, widget=forms.RadioSelect)
    deadline = forms.DateField(
        label=_("Deadline"), required=False, widget=forms.DateInput({"type": "date"})
    )
    contact = forms.CharField(
        label=_("Contact for questions"),
        required=False,
        max_length=200,
        help_text=_("Name, email or telephone, as the cover note shall say it."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        progress: list[TranslationProgress],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        by_language = {item.language: item for item in progress}
        # Any: the field above, whose class the form does not keep.
        language: Any = self.fields["language"]
        language.choices = [
            (code, _language_with_amount(code, by_language.get(code) or TranslationProgress(code)))
            for code in language_codes()
        ]

    def clean_deadline(self) -> date | None:
        """Return the day; a day that is over is nobody's deadline."""
        day: date | None = self.cleaned_data["deadline"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day

    def options(self) -> ExportOptions:
        """Return what was chosen."""
        data = self.cleaned_data
        return ExportOptions(ExportScope(data["scope"]), data["deadline"], data["contact"])


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Records that are to go out. trouble: why not, in a sentence, "" for none."""

    owners: list[Owner]
    progress: list[TranslationProgress]
    trouble: str

    @property
    def values(self) -> list[str]:
        """The same as ticks of the board."""
        return [f"{model_of_kind(kind)._meta.model_name}.{pk}" for kind, pk in self.owners]


@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: HttpRequest) -> HttpResponse:
    """Ask in which form the chosen records go out, or hand out the file."""
    models = owner_kinds(staff_of(request))
    data = request.POST if request.method == "POST" else request.GET
    choice = _read_choice(request, data, models)
    if request.method != "POST":
        language = QueryDict(data.get("filters", "")).get("language", "")
        initial = _initial_answers(staff_of(request), choice, language)
        form = ExportForm(progress=choice.progress, initial=initial)
        return _page(request, choice, form)
    form = ExportForm(request.POST, progress=choice.progress)
    if choice.trouble or not form.is_valid():
        return _page(request, choice, form, status=400)
    values = form.cleaned_data
    records = _visible_records(staff_of(request), choice.owners)
    try:
        file = export_records(records, values["language"], values["format"], form.options())
    except ExchangeError as error:
        return _page(request, choice, form, trouble=str(error), status=400)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _page(
    request: HttpRequest,
    choice: ExportChoice,
    form: ExportForm,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    records = list(_visible_records(staff_of(request), choice.owners[:_MOST_NAMES]))
    context = {
        "title": gettext("Send for translation"),
        "chosen": choice,
        "names": [admin_of(type(record)).label(record) for record in records],
        "more": len(choice.owners) - len(records),
        "form": form,
        "choices": [form["format"], form["scope"]],
        "trouble": trouble or choice.trouble,
    }
    return desk_page(request, "admin/translations/send.html", context, status=status)


def _read_choice(request: HttpRequest, data: QueryDict, models: list[type[Record]]) -> ExportChoice:
    if data.get("which") == "found":
        form = BoardFilterForm(QueryDict(data.get("filters", "")), staff_of(request), models)
        lines = chosen_lines(request, form, models)
        owners = list(dict.fromkeys(line.owner for line in lines))
    else:
        owners = list(_ticked_records(data.getlist("record"), models))
    if not owners:
        return ExportChoice([], [], gettext("Choose at least one record on the board."))
    if len(owners) > MOST_RECORDS:
        trouble = gettext(
            "These are %(count)s records, and at most %(most)s go out in one file: "
            "narrow the board with its filters."
        )
        numbers = {"count": format_number(len(owners)), "most": format_number(MOST_RECORDS)}
        return ExportChoice([], [], trouble % numbers)
    progress = site_progress(TranslationTally.objects.of_owners(owners))
    if sum(item.count for item in progress) > MOST_TEXTS:
        trouble = gettext("More than %(most)s texts belong to these records: choose fewer.")
        return ExportChoice([], [], trouble % {"most": format_number(MOST_TEXTS)})
    return ExportChoice(owners, progress, "")


def _ticked_records(values: Iterable[str], models: list[type[Record]]) -> Iterator[Owner]:
    """Yield the records that ticks of the board name; what names none is passed over."""
    for value in dict.fromkeys(values):
        name, _point, key = value.partition(".")
        model = models_by_name().get(name)
        if model in models and model and key.isdecimal() and len(key) < 10:
            yield ContentType.objects.get_for_model(model).pk, int(key)


def _visible_records(user: User, owners: Iterable[Owner]) -> Iterator[Record]:
    """Yield the records that somebody may see, kind by kind, in the given order."""
    for kind, keys in group_by_kind(owners).items():
        model = model_of_kind(kind)
        if sees_model(user, model):
            records = reached(user, model._default_manager.all()).in_bulk(keys)
            yield from (records[key] for key in keys if key in records)


def _initial_answers(user: User, choice: ExportChoice, language: str) -> dict[str, object]:
    most = max(choice.progress, key=lambda item: sum(item.amount), default=None)
    names = [name for name in (user.get_full_name(), user.email) if name]
    return {
        "language": language or (most.language if most else ""),
        "format": XLIFF,
        "scope": ExportScope.TO_DO,
        "contact": ", ".join(names),
    }


def _language_with_amount(code: str, progress: TranslationProgress) -> str:
    """Return a language with what there is to do: English – 56 texts, 2,547 Chinese characters."""
    if not progress.to_do:
        return f"{site_language_name(code)} – {gettext('Nothing to do')}"
    texts = ngettext("%(count)s text", "%(count)s texts", progress.to_do)
    parts = [texts % {"count": format_number(progress.to_do)}, amount_in_words(progress.amount)]
    return f"{site_language_name(code)} – {gettext(', ').join(part for part in parts if part)}"
