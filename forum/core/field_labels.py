"""What languages, and the columns of translated fields, are called."""

from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language_info, gettext


def own_name(code: str) -> str:
    """Return a language's name in the language itself; with one kind of Chinese simply 中文."""
    base = code.partition("-")[0]
    kinds = [
        site_code for site_code, _name in settings.LANGUAGES if site_code.partition("-")[0] == base
    ]
    if base == "zh" and len(kinds) == 1:
        return "中文"
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return str(dict(settings.LANGUAGES).get(code, code))


def column_label(field: Any, language: str) -> Any:
    """Return the label of one language's column of a translated field: title · English.

    field: the translated field's verbose name, which is lazy; so is the label.
    """
    return format_lazy("{} · {}", field, own_name(language))


def language_name(code: str) -> str:
    """Return the name of a language in the active one: fr -> French; an unknown code as it is."""
    if code == "zh":
        return gettext("Chinese")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def site_language_name(code: str) -> str:
    """Return a language's name in the active one; with one kind of Chinese simply Chinese."""
    base = code.partition("-")[0]
    kinds = [
        site_code for site_code, _name in settings.LANGUAGES if site_code.partition("-")[0] == base
    ]
    return language_name(base if len(kinds) == 1 else code)
