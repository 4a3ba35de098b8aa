"""A published text that is changed: a typing slip, or a correction that the event's page tells.

The question comes after everything was validated and before anything is stored; what was sent is
carried through it, so that nothing that was typed is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from forum.base.conflicts.comparing import readable
from forum.base.conflicts.seen import plain
from forum.base.content import Content, Status, column, language_codes
from forum.base.labels import column_label, own_name
from forum.base.translated import html_lang

ASKED = "asked_"
KIND, DAY, TEXT, EVENTS = (f"{ASKED}{one}" for one in ("kind", "day", "text", "events"))
SLIP, CORRECTION = "slip", "correction"
# A longer text is not repeated in the note.
_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Changed:
    """A published text in two versions.

    record: as it is stored; language: its code, "" where the text belongs to none.
    """

    record: Any
    field: Any
    label: str
    language: str
    old: str
    new: str

    @property
    def subject(self) -> str:
        """Whose text it is; "" for what needs no name on its event's page."""
        return "" if isinstance(self.record, Content) else str(self.record)

    def note(self, code: str) -> str:
        """Return the sentence that is proposed for the note in a language."""
        with override(code):
            what = str(capfirst(self.field.verbose_name))
            if self.language and self.language != code:
                what = f"{what} ({own_name(self.language)})"
            if max(len(self.old), len(self.new)) > _QUOTED or not self.new:
                words = gettext("%(what)s was corrected.")
            else:
                words = gettext("%(what)s read “%(old)s”; it is “%(new)s”.")
            said = words % {"what": what, "old": self.old, "new": self.new}
            return f"{self.subject}: {said}" if self.subject else said


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff said about a change. texts: language -> note; refused: what is missing."""

    kind: str = ""
    day: date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    refused: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Answer":
        """Return the answer that a form carries; one without a kind where it carries none."""
        kind = data.get(KIND, "")
        texts = {code: data.get(f"{TEXT}_{code}", "").strip() for code in language_codes()}
        events = tuple(int(key) for key in data.getlist(EVENTS) if key.isdecimal())
        try:
            day = parse_date(data.get(DAY, ""))
        except ValueError:
            day = None
        refused = ""
        if kind == CORRECTION and not any(texts.values()):
            refused = gettext("Say what was corrected in at least one language.")
        elif kind == CORRECTION and not day:
            refused = gettext("Give the day of the correction.")
        elif kind == CORRECTION and not events:
            refused = gettext("Choose the events whose pages tell it.")
        return cls(kind, day, texts, events, refused)

    @property
    def is_whole(self) -> bool:
        """Whether the form can be stored."""
        return self.kind in (SLIP, CORRECTION) and not self.refused


class AskFirst(Exception):
    """Published texts changed, and nobody has said yet what kind of change it is."""

    def __init__(self, changes: list[Changed], events: list[Any], answer: Answer) -> None:
        super().__init__(len(changes))
        self.changes = changes
        self.events = events
        self.answer = answer


class Corrected:
    """An admin that asks about changes of published texts.

    corrected_fields: the fields that count, translated ones without their language; on the admin
    of a model and on its inlines. corrected_in: path from the model to the events whose pages tell
    of a correction, "pk" for the event itself, "" for none.
    """

    corrected_fields: ClassVar[tuple[str, ...]] = ()
    corrected_in: ClassVar[str] = ""
    model: Any

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except AskFirst as question:
            return self.ask(request, question)
        return page

    def _create_formsets(self, request: Any, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        request.row_sets = list(zip(formsets, inlines, strict=True))
        return formsets, inlines

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        # A preview is rolled back: nothing is published, so nothing has to be said.
        if change and self.corrected_in and not getattr(request, "is_preview", False):
            self._ask_first(request, obj, form)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        told: tuple[Answer, list[Any]] | None = getattr(request, "correction", None)
        if told:
            self.tell(request, *told)

    def _ask_first(self, request: Any, obj: Any, form: Any) -> None:
        forms = [(form, self.corrected_fields)]
        for formset, inline in request.row_sets:
            counted = getattr(inline, "corrected_fields", ())
            forms += [(one, counted) for one in formset.initial_forms]
        changes = [one for row, counted in forms for one in _changes(row, counted)]
        request.correction = self.said_about(request, obj, changes)

    def said_about(
        self, request: HttpRequest, record: Any, changes: list[Changed]
    ) -> tuple[Answer, list[Any]] | None:
        """Return the correction that staff told, with its events; None for none. Raises AskFirst.

        changes: of the published texts of a record.
        """
        events = self._events_of(record) if changes and self.corrected_in else []
        if not events:
            return None
        answer = Answer.read(request.POST)
        if not answer.is_whole:
            raise AskFirst(changes, events, answer)
        if answer.kind != CORRECTION:
            return None
        return answer, [one for one in events if one.pk in answer.events]

    def changed_text(
        self, record: Any, field: str, language: str, old: str, new: str
    ) -> list[Changed]:
        """Return the change of a text of a stored record, as text to read; none where nobody asks.

        Like every change, it counts where the public reads the text now.
        """
        counts = field in self.corrected_fields and old and old != new
        if not counts or language not in _ready(record):
            return []
        main = record._meta.get_field(field)
        label = str(column_label(capfirst(main.verbose_name), language))
        return [Changed(record, main, label, language, old, new)]

    def _events_of(self, record: Any) -> list[Any]:
        """Return the public events that tell of a correction, the latest first."""
        rows = self.model._default_manager.filter(pk=record.pk)
        events: Any = apps.get_model("sessions_app", "Event")._default_manager
        with override(None):
            keys = list(rows.values_list(self.corrected_in, flat=True))
            return list(events.published().filter(pk__in=keys).latest_first())

    def ask(self, request: Any, question: AskFirst) -> HttpResponse:
        """Ask what kind of change it is; what was sent is carried along."""
        asked = (ASKED, "csrfmiddlewaretoken")
        answer = question.answer
        sent = answer.kind == CORRECTION
        notes = [
            (code, html_lang(code), own_name(code), answer.texts[code] if sent else note)
            for code, note in _notes(question.changes)
        ]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.model._meta,
            "changes": question.changes,
            "events": [(one, not sent or one.pk in answer.events) for one in question.events],
            "answer": answer,
            "day": (answer.day or timezone.localdate()).isoformat(),
            "notes": notes,
            "files": list(request.FILES),
            "carried": [
                (name, value)
                for name, values in request.POST.lists()
                if not name.startswith(asked)
                for value in values
            ],
        }
        return TemplateResponse(request, "admin/correction.html", context, status=409)

    def tell(self, request: HttpRequest, answer: Answer, events: list[Any]) -> None:
        """Note a correction on the pages of its events."""
        texts = {column("text", code): text for code, text in answer.texts.items()}
        for event in events:
            event.corrections.create(made_on=answer.day, **texts)
            self.log_change(request, event, gettext("Correction noted."))  # type: ignore[attr-defined]


def _notes(changes: list[Changed]) -> Iterator[tuple[str, str]]:
    for code in language_codes():
        # Chinese sentences follow each other without a space.
        between = "" if code.startswith("zh") else " "
        yield code, between.join(one.note(code) for one in changes)


def _changes(form: Any, counted: tuple[str, ...]) -> Iterator[Changed]:
    """Yield what changed of the published texts of a row that counts."""
    fields = _columns(form, counted)
    changed = [name for name in form.changed_data if name in fields] if fields else []
    if not changed:
        return
    stored = type(form.instance)._default_manager.get(pk=form.instance.pk)
    ready = _ready(stored)
    for name in changed:
        main, language = fields[name]
        bound = form[name]
        old, new = (
            readable(bound.field, plain(bound, value)) for value in (bound.initial, bound.data)
        )
        # What had no text yet is completed, not corrected.
        if ready and old and old != new and (not language or language in ready):
            yield Changed(stored, main, str(bound.field.label), language, old, new)


def _columns(form: Any, counted: tuple[str, ...]) -> dict[str, tuple[Any, str]]:
    """Return the form's fields that count: name -> (field of the model, its language)."""
    found: dict[str, tuple[Any, str]] = {}
    for name in counted:
        main = form.instance._meta.get_field(name)
        for code in language_codes():
            found[column(name, code)] = (main, code)
        found[name] = (main, "")
    return {name: one for name, one in found.items() if name in form.fields}


def _ready(stored: Any) -> list[str]:
    """Return the languages in which the public reads a stored record now; none if it does not."""
    owner = stored.owner
    if isinstance(stored, Content) and stored.status != Status.OFFLINE:
        # A guest's name is read on the pages of events, which are asked for, before on its own.
        return list(stored.ready_languages)
    public = owner.status == Status.PUBLISHED and owner.published_at
    if not public or owner.published_at > timezone.now():
        return []
    return [] if getattr(stored, "withheld", False) else list(owner.ready_languages)
