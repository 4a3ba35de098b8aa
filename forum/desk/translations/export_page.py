"""The page on which chosen records go out to a translator, as one file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.core.content import Record, language_codes
from forum.core.field_labels import own_name
from forum.desk.translations.board import chosen_lines
from forum.desk.translations.board_filters import BoardForm
from forum.localization.exchange.cover_note import PO, XLIFF, XLSX
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_writer import export_records
from forum.localization.exchange.outgoing_units import ExportOptions, ExportScope
from forum.localization.progress import Owner, TranslationProgress, amount_in_words, site_progress
from forum.localization.translation_access import can_see_record, models_by_name, owner_kinds
from forum.models import TranslationTally

# So much goes into one file: a translator's tool and this request both end somewhere.
MOST_RECORDS: Final = 500
MOST_TEXTS: Final = 10_000
_NAMED: Final = 20
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


class SendForm(forms.Form):
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

    def __init__(self, *args: Any, progress: list[TranslationProgress], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        known = {one.language: one for one in progress}
        language: Any = self.fields["language"]
        language.choices = [
            (code, _said(code, known.get(code) or TranslationProgress(code)))
            for code in language_codes()
        ]

    def clean_deadline(self) -> Any:
        """Return the day; a day that is over is nobody's deadline."""
        day = self.cleaned_data["deadline"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day

    def options(self) -> ExportOptions:
        """Return what was chosen."""
        data = self.cleaned_data
        return ExportOptions(ExportScope(data["scope"]), data["deadline"], data["contact"])


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records that are to go out. trouble: why not, in a sentence, "" for none."""

    owners: list[Owner]
    progress: list[TranslationProgress]
    trouble: str

    @property
    def values(self) -> list[str]:
        """The same as ticks of the board."""
        return [f"{_model(kind)._meta.model_name}.{pk}" for kind, pk in self.owners]


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Ask in which form the chosen records go out, or hand out the file."""
    models = owner_kinds(request.user)
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(request, data, models)
    if request.method != "POST":
        asked = QueryDict(data.get("filters", "")).get("language", "")
        form = SendForm(progress=chosen.progress, initial=_initial(request, chosen, asked))
        return _page(request, chosen, form)
    form = SendForm(request.POST, progress=chosen.progress)
    if chosen.trouble or not form.is_valid():
        return _page(request, chosen, form, status=400)
    values = form.cleaned_data
    records = _records(request.user, chosen.owners)
    try:
        sent = export_records(records, values["language"], values["format"], form.options())
    except ExchangeError as error:
        return _page(request, chosen, form, trouble=str(error), status=400)
    answer = HttpResponse(sent.content, content_type=sent.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{sent.name}"'
    return answer


def _page(
    request: HttpRequest, chosen: Chosen, form: SendForm, trouble: str = "", status: int = 200
) -> HttpResponse:
    shown = list(_records(request.user, chosen.owners[:_NAMED]))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Send for translation"),
        "chosen": chosen,
        "names": [_label(one) for one in shown],
        "more": len(chosen.owners) - len(shown),
        "form": form,
        "choices": [form["format"], form["scope"]],
        "trouble": trouble or chosen.trouble,
    }
    return TemplateResponse(request, "admin/translations/send.html", context, status=status)


def _chosen(request: HttpRequest, data: QueryDict, models: list[type[Record]]) -> Chosen:
    if data.get("which") == "found":
        form = BoardForm(QueryDict(data.get("filters", "")), request.user, models)
        owners = list(dict.fromkeys(one.owner for one in chosen_lines(request, form, models)))
    else:
        owners = list(_ticked(data.getlist("record"), models))
    if not owners:
        return Chosen([], [], gettext("Choose at least one record on the board."))
    if len(owners) > MOST_RECORDS:
        said = gettext(
            "These are %(count)s records, and at most %(most)s go out in one file: "
            "narrow the board with its filters."
        )
        numbers = {"count": _figure(len(owners)), "most": _figure(MOST_RECORDS)}
        return Chosen([], [], said % numbers)
    progress = site_progress(TranslationTally.objects.of_owners(owners))
    if sum(one.count for one in progress) > MOST_TEXTS:
        said = gettext("More than %(most)s texts belong to these records: choose fewer.")
        return Chosen([], [], said % {"most": _figure(MOST_TEXTS)})
    return Chosen(owners, progress, "")


def _ticked(values: Iterable[str], models: list[type[Record]]) -> Iterator[Owner]:
    """Yield the records that ticks of the board name; what names none is passed over."""
    for value in dict.fromkeys(values):
        name, _point, key = value.partition(".")
        model: Any = models_by_name().get(name)
        if model in models and key.isdecimal() and len(key) < 10:
            yield ContentType.objects.get_for_model(model).pk, int(key)


def _records(user: Any, owners: Iterable[Owner]) -> Iterator[Any]:
    """Yield the records that somebody may see, kind by kind, in the given order."""
    by_kind: dict[int, list[int]] = {}
    for kind, pk in owners:
        by_kind.setdefault(kind, []).append(pk)
    for kind, keys in by_kind.items():
        found = _model(kind)._default_manager.in_bulk(keys)
        yield from (found[pk] for pk in keys if pk in found and can_see_record(user, found[pk]))


def _initial(request: HttpRequest, chosen: Chosen, language: str) -> dict[str, Any]:
    user: Any = request.user
    most = max(chosen.progress, key=lambda one: sum(one.amount), default=None)
    names = [one for one in (user.get_full_name(), user.email) if one]
    return {
        "language": language or (most.language if most else ""),
        "format": XLIFF,
        "scope": ExportScope.TO_DO,
        "contact": ", ".join(names),
    }


def _said(code: str, progress: TranslationProgress) -> str:
    """Return a language with what there is to do: English – 56 texts, 2,547 Chinese characters."""
    if not progress.to_do:
        return f"{own_name(code)} – {gettext('Nothing to do')}"
    texts = ngettext("%(count)s text", "%(count)s texts", progress.to_do)
    parts = [texts % {"count": _figure(progress.to_do)}, amount_in_words(progress.amount)]
    return f"{own_name(code)} – {gettext(', ').join(part for part in parts if part)}"


def _label(record: Any) -> str:
    desk: Any = admin.site.get_model_admin(type(record))
    return str(desk.label(record))


def _model(kind: int) -> Any:
    return ContentType.objects.get_for_id(kind).model_class()


def _figure(number: int) -> str:
    return str(number_format(number, force_grouping=True))
