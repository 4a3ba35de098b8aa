"""The cover note: what a translator is asked for, until when, and how; in every language."""

from collections import Counter
from collections.abc import Callable
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.core.dates import day
from forum.core.field_labels import language_name
from forum.core.translated import html_lang
from forum.core.translations.states import TranslationState
from forum.localization.exchange.outgoing_units import TranslationExport, Words
from forum.localization.exchange.unit_context import say_in_each_language

XLIFF: Final = "xliff"
XLSX: Final = "xlsx"
PO: Final = "po"


def cover_note(export: TranslationExport, form: str) -> list[Words]:
    """Return the paragraphs of the cover note, the title first. form: the format's name."""
    says: list[Callable[[], str]] = [
        lambda: _title(export),
        lambda: _made(export),
        lambda: _deadline(export),
        lambda: _contact(export),
        lambda: _counts(export),
        lambda: _amount(export),
        lambda: _task(export, form),
        lambda: _codes(form),
        lambda: _outdated(export),
        lambda: _locked(export),
        lambda: _length(export),
        lambda: _terms(export, form),
        lambda: _back(),
    ]
    return [words for say in says if any((words := say_in_each_language(say)).values())]


def _title(export: TranslationExport) -> str:
    return _("Texts to translate into %(language)s") % {"language": language_name(export.language)}


def _made(export: TranslationExport) -> str:
    return _("Made on %(day)s.") % {"day": day(localtime(export.exported_at).date())}


def _deadline(export: TranslationExport) -> str:
    deadline = export.options.deadline
    if deadline is None:
        return _("Deadline: none is set.")
    return _("Deadline: %(day)s.") % {"day": day(deadline)}


def _contact(export: TranslationExport) -> str:
    contact = export.options.contact
    return _("Contact: %(contact)s") % {"contact": contact} if contact else ""


def _counts(export: TranslationExport) -> str:
    states = Counter(item.unit.state for item in export.items)
    count = len(export.items)
    whole = ngettext("%(count)d text:", "%(count)d texts:", count) % {"count": count}
    state_counts = [
        _("%(state)s: %(count)d") % {"state": state.label, "count": states[state]}
        for state in TranslationState
        if states[state]
    ]
    # A full-width colon brings its own space.
    space = "" if whole.endswith("：") else " "
    return f"{whole}{space}{_(', ').join(state_counts)}" if state_counts else whole


def _amount(export: TranslationExport) -> str:
    characters, words = export.amount
    return _(
        "Length of the sources, without what is locked: Chinese characters: %(characters)s, words "
        "in other scripts: %(words)s."
    ) % {"characters": f"{characters:,}", "words": f"{words:,}"}


def _task(export: TranslationExport, form: str) -> str:
    if form == XLSX:
        return _(
            "Write into the column “%(column)s” of the first sheet; its white cells are yours. "
            "The shaded ones stay as they are: by the keys your texts find their places again. "
            "What you leave empty stays untranslated."
        ) % {"column": html_lang(export.language)}
    return _(
        "Open the file in your translation tool and fill in the translations. Sources and keys "
        "stay as they are: by the keys your texts find their places again. What you leave empty "
        "stays untranslated."
    )


def _codes(form: str) -> str:
    if form == XLIFF:
        return _(
            "Paragraphs, bold type, links and the like are protected codes in the text. Keep each "
            "of them once, around the words that it belongs to."
        )
    return _(
        "In longer texts a new line begins a new paragraph. Marks in angle brackets, such as "
        "<strong>…</strong> or <a href=…>…</a>, stay around the words that they belong to."
    )


def _outdated(export: TranslationExport) -> str:
    if not any(item.unit.state == TranslationState.OUTDATED for item in export.items):
        return ""
    return _(
        "Where a translation is outdated, it is there already, and the note says what the source "
        "was before. Change what has to be changed."
    )


def _locked(export: TranslationExport) -> str:
    if not any(item.unit.locked for item in export.items):
        return ""
    return _(
        "Texts that are locked were cleared by the speaker's office as they stand. They are for "
        "reading only: what is changed in them is not taken."
    )


def _length(export: TranslationExport) -> str:
    if not any(item.unit.max_length for item in export.items):
        return ""
    return _("Where a greatest length is given, in characters, a longer text cannot be taken.")


def _terms(export: TranslationExport, form: str) -> str:
    if not export.terms:
        return ""
    if form == XLSX:
        return _(
            "Names, titles, institutions and terms are in the last sheet; write them as they "
            "stand there."
        )
    return _(
        "Names, titles, institutions and terms are in the glossary at the head of this file; write "
        "them as they stand there."
    )


def _back() -> str:
    return _("Send the same file back, in the same format; its name may be another.")


def note_as_text(note: list[Words]) -> str:
    """Return the cover note as plain text, language after language."""
    codes = list(note[0]) if note else []
    texts = ["\n".join(words[code] for words in note if words[code]) for code in codes]
    return "\n\n".join(dict.fromkeys(texts))
