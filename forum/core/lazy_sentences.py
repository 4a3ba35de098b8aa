"""Sentences whose parts are filled in when they are shown, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext


def filled(text: str, params: Mapping[str, object]) -> str:
    """Translate a msgid and fill its ``%(name)s`` places; a list of names is joined as the
    language joins names.
    """
    between = pgettext("between names", ", ")
    return gettext(text) % {
        key: between.join(map(str, value)) if isinstance(value, list | tuple) else value
        for key, value in params.items()
    }


def labelled(label: object, text: object) -> str:
    """Return what a text is about, and the text, with the colon of the active language."""
    return gettext("%(label)s: %(text)s") % {"label": label, "text": text}
