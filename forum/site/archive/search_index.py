"""Names and titles of everything in the archive, as a script that its search reads."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.site.archive.file_names import name_file
from forum.site.archive.scope import AT_ONCE, ArchiveScope, list_addresses

# Kind -> the fields of which the first that has text is the name, and how the kind is called.
NAMES = {
    "events": (("title",), _("Event")),
    "sessions": (("title", "heading"), _("Session")),
    "people": (("name",), _("Person")),
    "organizations": (("name",), _("Organization")),
    "products": (("title",), _("Knowledge product")),
    "topics": (("name",), _("Topic")),
    "series": (("name",), _("Series")),
    "news": (("title",), _("News")),
    "pages": (("title",), _("Page")),
}


def write_index(scope: ArchiveScope) -> Iterator[str]:
    """Yield the script: one line a record, and the tags of the languages."""
    tags = {code: html_lang(code) for code in language_codes()}
    yield f"window.archiveLanguages = {json.dumps(tags)};\nwindow.archiveIndex = [\n"
    for kind, (fields, _label) in NAMES.items():
        records = scope.records.get(kind)
        for record in records.iterator(AT_ONCE) if records is not None else ():
            entry = describe_entry(record, kind, fields)
            if entry:
                # Valid in a script element too, should somebody put it there.
                yield json.dumps(entry, ensure_ascii=False).replace("<", "\\u003c") + ",\n"
    yield "];\n"


def describe_entry(record: Any, kind: str, fields: tuple[str, ...]) -> list[object] | None:
    """Return kind, language -> name, language -> file, and the event's titles of a session."""
    pages = {address.split("/")[1]: name_file(address) for address in list_addresses(record)}
    names = list_names(record, fields)
    if not pages:
        return None
    if not names and kind == "sessions":
        for code in pages:
            with override(code):
                names[code] = record.get_kind_display()
    within = list_names(record.event, ("title",)) if kind == "sessions" else {}
    return [kind, names, pages, within]


def list_names(record: Any, fields: tuple[str, ...]) -> dict[str, str]:
    """Return language -> the first of some fields, where the public may read it."""
    names = {}
    for code in record.owner.readable_languages:
        values = (getattr(record, column(name, code)) for name in fields)
        name = next((value for value in values if value), "")
        if name:
            names[code] = name
    return names
