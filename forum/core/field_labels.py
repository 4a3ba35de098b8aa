"""What languages, and the columns of translated fields, are called."""

from functools import cache
from typing import Any, Final

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy

from forum.core.names import sort_key

_UN_LANGUAGES: Final = ("zh", "en", "ar", "es", "fr", "ru")
# Which Django's own catalogue leaves in English, or names otherwise than usual.
_NAMED_ANEW: Final = (
    gettext_lazy("Asturian"), gettext_lazy("Breton"), gettext_lazy("Central Kurdish (Sorani)"),
    gettext_lazy("Haitian Creole"), gettext_lazy("Hindi"), gettext_lazy("Ido"),
    gettext_lazy("Igbo"), gettext_lazy("Kannada"), gettext_lazy("Kyrgyz"),
    gettext_lazy("Lower Sorbian"), gettext_lazy("Malayalam"), gettext_lazy("Norwegian"),
    gettext_lazy("Norwegian Bokmal"), gettext_lazy("Punjabi"), gettext_lazy("Turkmen"),
    gettext_lazy("Upper Sorbian"),
)  # fmt: skip


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
    return format_lazy("{} · {}", field, _site_language_name_lazy(language))


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


def list_languages() -> tuple[tuple[str, str], ...]:
    """Return code and name of each language, those of the United Nations first."""
    return _languages_in(get_language() or "")


@cache
def _languages_in(_language: str) -> tuple[tuple[str, str], ...]:
    others = [code for code in LANG_INFO if "-" not in code and code not in _UN_LANGUAGES]
    first, rest = (
        [(code, language_name(code)) for code in codes] for codes in (_UN_LANGUAGES, others)
    )
    return (*first, *sorted(rest, key=lambda entry: sort_key(entry[1])))


_site_language_name_lazy = lazy(site_language_name, str)
