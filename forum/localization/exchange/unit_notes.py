"""What is said to the translator of one text, in every language of the site."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from forum.core.richtext import to_text
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit
from forum.localization.exchange.outgoing_units import Words
from forum.localization.exchange.unit_context import say_in_each_language


def describe_unit(unit: Unit) -> list[str]:
    """Return the lines of the note on a text: each language's sentences, then the old source."""
    if not unit.text:
        words = say_in_each_language(lambda: _amount(unit))
    else:
        words = say_in_each_language(lambda: " ".join(_sentences(unit)))
    lines = list(dict.fromkeys(words.values()))
    return [*lines, previous_source(unit)] if has_previous_source(unit) else lines


def has_previous_source(unit: Unit) -> bool:
    """Tell whether the source that the translation was made from is another than today's."""
    return unit.state == TranslationState.OUTDATED or unit.asks


def previous_source(unit: Unit) -> str:
    """Return the source as it was when the translation was written, without markup."""
    return to_text(unit.previous) if unit.rich else unit.previous


def _sentences(unit: Unit) -> Iterator[str]:
    if unit.locked:
        yield _("Locked: it was cleared as it stands, and changes are not taken.")
    match unit.state:
        case TranslationState.OUTDATED:
            yield _("Outdated: the source has changed since. When this was translated it read:")
        case TranslationState.DRAFT:
            yield _("A draft that nobody has reviewed.")
        case TranslationState.REVIEWED:
            yield _("Reviewed.")
        case TranslationState.AUTHORED if unit.asks:
            yield _("Does it still hold? The other original has changed; before it read:")
        case TranslationState.AUTHORED:
            yield _("An original in this language, not a translation.")


def _amount(unit: Unit) -> str:
    characters, words = unit.amount
    if not words:
        return _("Missing. Chinese characters in the source: %(count)d.") % {"count": characters}
    if not characters:
        return _("Missing. Words in the source: %(count)d.") % {"count": words}
    return _("Missing. In the source: Chinese characters: %(characters)d, words: %(words)d.") % {
        "characters": characters,
        "words": words,
    }


def context_lines(place: Words) -> list[str]:
    """Return where a text stands, a line for each language."""
    return list(dict.fromkeys(place.values()))
