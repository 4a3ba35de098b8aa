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
from forum.core.translations.states import State
from forum.localization.exchange.outgoing_units import HandOff, Words
from forum.localization.exchange.unit_context import in_each_language

XLIFF: Final = "xliff"
XLSX: Final = "xlsx"
PO: Final = "po"


def cover_note(hand_off: HandOff, form: str) -> list[Words]:
    """Return the paragraphs of the cover note, the title first. form: the format's name."""
    says: list[Callable[[], str]] = [
        lambda: _title(hand_off),
        lambda: _made(hand_off),
        lambda: _deadline(hand_off),
        lambda: _contact(hand_off),
        lambda: _counts(hand_off),
        lambda: _amount(hand_off),
        lambda: _task(hand_off, form),
        lambda: _codes(form),
        lambda: _outdated(hand_off),
        lambda: _locked(hand_off),
        lambda: _length(hand_off),
        lambda: _terms(hand_off, form),
        lambda: _back(),
    ]
    return [words for say in says if any((words := in_each_language(say)).values())]


def _title(hand_off: HandOff) -> str:
    return _("Texts to translate into %(language)s") % {
        "language": language_name(hand_off.language)
    }


def _made(hand_off: HandOff) -> str:
    return _("Made on %(day)s.") % {"day": day(localtime(hand_off.made).date())}


def _deadline(hand_off: HandOff) -> str:
    deadline = hand_off.options.deadline
    if deadline is None:
        return _("Deadline: none is set.")
    return _("Deadline: %(day)s.") % {"day": day(deadline)}


def _contact(hand_off: HandOff) -> str:
    contact = hand_off.options.contact
    return _("Contact: %(contact)s") % {"contact": contact} if contact else ""


def _counts(hand_off: HandOff) -> str:
    states = Counter(item.unit.state for item in hand_off.items)
    count = len(hand_off.items)
    whole = ngettext("%(count)d text:", "%(count)d texts:", count) % {"count": count}
    each = [
        _("%(state)s: %(count)d") % {"state": state.label, "count": states[state]}
        for state in State
        if states[state]
    ]
    # A full-width colon brings its own space.
    space = "" if whole.endswith("：") else " "
    return f"{whole}{space}{_(', ').join(each)}" if each else whole


def _amount(hand_off: HandOff) -> str:
    characters, words = hand_off.amount
    return _(
        "Length of the sources, without what is locked: Chinese characters: %(characters)s, words "
        "in other scripts: %(words)s."
    ) % {"characters": f"{characters:,}", "words": f"{words:,}"}


def _task(hand_off: HandOff, form: str) -> str:
    if form == XLSX:
        return _(
            "Write into the column “%(column)s” of the first sheet; its white cells are yours. "
            "The shaded ones stay as they are: by the keys your texts find their places again. "
            "What you leave empty stays untranslated."
        ) % {"column": html_lang(hand_off.language)}
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


def _outdated(hand_off: HandOff) -> str:
    if not any(item.unit.state == State.OUTDATED for item in hand_off.items):
        return ""
    return _(
        "Where a translation is outdated, it is there already, and the note says what the source "
        "was before. Change what has to be changed."
    )


def _locked(hand_off: HandOff) -> str:
    if not any(item.unit.locked for item in hand_off.items):
        return ""
    return _(
        "Texts that are locked were cleared by the speaker's office as they stand. They are for "
        "reading only: what is changed in them is not taken."
    )


def _length(hand_off: HandOff) -> str:
    if not any(item.unit.max_length for item in hand_off.items):
        return ""
    return _("Where a greatest length is given, in characters, a longer text cannot be taken.")


def _terms(hand_off: HandOff, form: str) -> str:
    if not hand_off.terms:
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


def as_text(note: list[Words]) -> str:
    """Return the cover note as plain text, language after language."""
    codes = list(note[0]) if note else []
    texts = ["\n".join(words[code] for words in note if words[code]) for code in codes]
    return "\n\n".join(dict.fromkeys(texts))
