"""Names and titles of everything in the archive, as a script that its search reads."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forum.core.content import language_codes
from forum.core.record_names import name_in
from forum.core.translated import html_lang
from forum.site.archive.file_names import name_file
from forum.site.archive.scope import AT_ONCE, ArchiveScope, list_addresses

# How each kind of record is called.
KINDS = {
    "events": _("Event"),
    "sessions": _("Session"),
    "people": _("Person"),
    "organizations": _("Organization"),
    "products": _("Knowledge product"),
    "topics": _("Topic"),
    "series": _("Series"),
    "news": _("News"),
    "pages": _("Page"),
}


def write_index(scope: ArchiveScope) -> Iterator[str]:
    """Yield the script: one line a record, and the tags of the languages."""
    tags = {code: html_lang(code) for code in language_codes()}
    yield f"window.archiveLanguages = {json.dumps(tags)};\nwindow.archiveIndex = [\n"
    for kind in KINDS:
        records = scope.records.get(kind)
        for record in records.iterator(AT_ONCE) if records is not None else ():
            entry = describe_entry(record, kind)
            if entry:
                # Valid in a script element too, should somebody put it there.
                yield json.dumps(entry, ensure_ascii=False).replace("<", "\\u003c") + ",\n"
    yield "];\n"


def describe_entry(record: Any, kind: str) -> list[object] | None:
    """Return kind, language -> name, language -> file, and the event's titles of a session."""
    pages = {address.split("/")[1]: name_file(address) for address in list_addresses(record)}
    names = list_names(record)
    if not pages:
        return None
    if not names and kind == "sessions":
        for code in pages:
            with override(code):
                names[code] = record.get_kind_display()
    within = list_names(record.event) if kind == "sessions" else {}
    return [kind, names, pages, within]


def list_names(record: Any) -> dict[str, str]:
    """Return language -> name, where the public may read it."""
    codes = record.owner.readable_languages
    return {code: name for code in codes if (name := name_in(record, code))}
