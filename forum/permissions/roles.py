"""The roles of the desk: which group may do what. ``manage.py make_roles`` stores them.

Letters: v view, a add, c change, d delete.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop

EDITOR: Final = gettext_noop("Editor")
CHINESE_EDITOR: Final = gettext_noop("Chinese editor")
TRANSLATOR: Final = gettext_noop("English translator")
REVIEWER: Final = gettext_noop("Reviewer-publisher")
IMPORTER: Final = gettext_noop("Importer")
ADMINISTRATOR: Final = gettext_noop("Administrator")
HELPER: Final = gettext_noop("External helper")

PROGRAMME = ("eventorganization", "session", "appearance", "photo", "document", "correction")
RECORDS = (
    *(f"sessions_app.{name}" for name in ("series", "event", *PROGRAMME)),
    "people.person", "people.organization",
    "forum.knowledgeproduct", "forum.productpart", "forum.topic", "forum.page",
)  # fmt: skip
WORDS = ("forum.term", "forum.captiontemplate")
HOME = ("forum.homepart",)
IMPORTS = ("forum.importrun", "forum.importwarning", "forum.importupload")
SITE = (
    "forum.sitesettings", "forum.slugredirect", "forum.takedown", "forum.review",
    "forum.previewlink", "people.user", "auth.group", "sessions_app.eventaccess",
)  # fmt: skip


def _all(models: tuple[str, ...], letters: str) -> dict[str, str]:
    return dict.fromkeys(models, letters)


SEEN_BY_STAFF = {**_all(IMPORTS, "v"), **_all(WORDS, "v"), "forum.slugredirect": "v"}
RIGHTS: dict[str, dict[str, str]] = {
    EDITOR: {
        **SEEN_BY_STAFF, **_all(RECORDS, "vacd"), **_all(WORDS, "vacd"), **_all(HOME, "v"),
        "forum.importwarning": "vc", "forum.takedown": "va", "forum.previewlink": "vac",
        "forum.auditentry": "v",
    },
    CHINESE_EDITOR: {
        **SEEN_BY_STAFF, **_all(RECORDS, "vac"), "forum.importwarning": "vc",
        "forum.previewlink": "vac",
    },
    TRANSLATOR: {**SEEN_BY_STAFF, **_all(RECORDS, "vc"), **_all(WORDS, "vac")},
    REVIEWER: {
        **SEEN_BY_STAFF, **_all(RECORDS, "vcd"), **_all(WORDS, "vac"), "forum.importwarning": "vc",
        **_all(HOME, "vacd"),
        "forum.takedown": "va", "forum.review": "va", "forum.previewlink": "vac",
        "forum.auditentry": "v",
    },
    IMPORTER: {**SEEN_BY_STAFF, **_all(RECORDS, "v"), **_all(IMPORTS, "vac")},
    ADMINISTRATOR: {
        **_all(RECORDS, "vacd"), **_all(WORDS + HOME, "vacd"), **_all(IMPORTS, "vacd"),
        **_all(SITE, "vacd"), "forum.auditentry": "v",
    },
    HELPER: {
        "sessions_app.event": "vc", "sessions_app.series": "v",
        **{f"sessions_app.{name}": "vacd" for name in PROGRAMME},
        "people.person": "va", "people.organization": "va",
    },
}  # fmt: skip

_ACTS = {"v": "view", "a": "add", "c": "change", "d": "delete"}


def codenames(role: str) -> Iterator[tuple[str, str]]:
    """Return the permissions of a role: app label and codename."""
    for model, letters in RIGHTS[role].items():
        app, _point, name = model.partition(".")
        yield from ((app, f"{_ACTS[letter]}_{name}") for letter in letters)
