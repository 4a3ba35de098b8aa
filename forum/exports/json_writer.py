"""``--format json``: everything that is stored of an event, as one JSON object in UTF-8.

The names are those of the importer's report (``forum.imports.report``); what no document states
is added. A text is an object with every language of the site, null where there is none. Dates are
ISO (``2024-03-01``), times ``HH:MM`` in the event's zone, moments ISO with their offset; what is
not known is null, a list without entries []. Keys are only ever added within one version.

``format``         ``forum-record/1``
``notice``         what must be known of all texts in a language: draft, unofficial, not reviewed
                   or not cleared
``slug``           the event's address; ``status``, ``published_at``, ``updated``,
                   ``source_language``, ``ready_languages``, ``unofficial_languages``
``event``          ``title``, ``subtitle``, ``kind``, ``series`` (slug or null), ``edition``,
                   ``standing`` (``demonstration``, ``unofficial``, ``not_reviewed`` or null),
                   ``parent`` (null, or ``slug``, ``name``, ``printed``, ``edition``, ``short``),
                   ``start_date``, ``end_date``, ``time_zone``, ``city``, ``country`` (printed),
                   ``country_code`` (ISO 3166), ``venue``, ``introduction``, ``introduction_html``,
                   ``key_points`` (one a line), ``key_points_clearance`` (below), ``doi``,
                   ``handle``
``organizations``  ``role``, ``no`` (within the role), ``name`` (as printed), ``slug``,
                   ``official_name``, ``abbreviation``, ``kind``, ``country_code``
``sessions``       ``key`` (the slug), ``no``, ``kind``, ``heading``, ``topic``, ``title``,
                   ``day``, ``start``, ``end``, ``room``, ``summary``, ``summary_html``,
                   ``key_points``, ``key_points_clearance``, ``recording`` (an address),
                   ``recording_file`` and ``recording_captions`` (in the media storage)
``people``         ``key`` (the slug), ``name``, ``title`` (of the first appearance here),
                   ``honorific``, ``other_names``, ``sort_key``, ``country`` (its name),
                   ``country_code``
``appearances``    ``person``, ``session`` (keys), ``role``, ``no`` (moderators are numbered apart),
                   ``title``, ``honorific``, ``organization`` (slug or null), ``speech_title``,
                   ``attendance``,
                   ``attendance_note``, ``attribution``, ``caption``, ``remarks``,
                   ``remarks_html``, ``remarks_kind``, ``language_spoken``, ``source_language`` (of
                   the remarks where it is not the event's), ``photo`` (the ``no`` of the one beside
                   the remarks), ``photos`` (those of all that show the guest), ``clearance`` (an
                   office's answer about the remarks: ``sent``, ``cleared``,
                   ``cleared_with_changes``, ``declined``, ``changed_since`` or null),
                   ``remarks_withheld``
``products``       ``slug``, ``status``, ``no``, ``kind``, ``title``, ``other_names``, ``session``,
                   ``by`` (keys of people), ``summary``, ``text``, ``text_html``, ``audience``,
                   ``languages``, ``link``, ``ready_languages``, ``unofficial_languages``,
                   ``doi``, ``handle``
``photos``         ``no``, ``file`` (in the media storage), ``session``, ``person`` (keys or null),
                   ``caption``, ``alt``, ``credit``, ``width``, ``height`` (pixels)
``documents``      ``title``, ``file``, ``language``, ``size`` (bytes)
``corrections``    ``made_on``, ``text``

Parts carry ``withheld``; with ``--withheld`` alone it is ever true. Plain texts of several
paragraphs have one newline between paragraphs; beside them stands the HTML with its emphasis.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from forum.core.content import language_codes
from forum.exports.export_records import (
    EventExport,
)
from forum.reader.event_record import Text
from forum.reader.record_json import shape_moment, shape_text, shape_value

type Json = dict[str, Any]

FORMAT: Final = "forum-record/1"

# Field of a record -> its key, where they differ; lines are a document's and say nothing here.
_KEYS: Final = {"official": "official_name", "picture": "file"}
_LEFT_OUT: Final = frozenset(["lines"])


def shape_event(export: EventExport, codes: Iterable[str] | None = None) -> Json:
    """Return the object for ``json.dumps``. codes: languages that are given, None for all."""
    return _Shape(tuple(codes or language_codes())).whole(export)


class _Shape:
    def __init__(self, codes: tuple[str, ...]) -> None:
        self._codes = codes

    def whole(self, export: EventExport) -> Json:
        record = export.record
        parts = {
            "organizations": record.organizations,
            "sessions": record.sessions,
            "people": record.people,
            "appearances": record.appearances,
            "products": record.products,
            "photos": record.photos,
            "documents": export.documents,
            "corrections": export.corrections,
        }
        return {
            "format": FORMAT,
            "notice": self._text(export.notice),
            "slug": export.slug,
            "status": export.status,
            "published_at": shape_moment(export.published_at),
            "updated": shape_moment(export.updated),
            "source_language": export.source_language,
            "ready_languages": list(export.ready_languages),
            "unofficial_languages": list(export.unofficial_languages),
            "event": self._event(export),
            **{
                name: [self._part(part) for part in parts_of_kind]
                for name, parts_of_kind in parts.items()
            },
        }

    def _event(self, export: EventExport) -> Json:
        record = export.record
        return {
            "title": self._text(record.title),
            "subtitle": self._text(record.subtitle),
            "kind": record.kind,
            "series": export.series or None,
            "standing": export.standing or None,
            "edition": export.edition,
            "parent": self._parent(export),
            "start_date": shape_moment(record.start_date),
            "end_date": shape_moment(record.end_date),
            "time_zone": export.time_zone,
            "city": self._text(record.city),
            "country": self._text(record.country),
            "country_code": export.country_code or None,
            "venue": self._text(record.venue),
            "introduction": self._text(record.introduction),
            "introduction_html": self._text(export.introduction_html),
            "key_points": self._text(record.key_points),
            "key_points_clearance": self._text(record.key_points_clearance),
            "doi": export.doi or None,
            "handle": export.handle or None,
        }

    def _parent(self, export: EventExport) -> Json | None:
        parent = export.record.parent
        if parent is None:
            return None
        return {
            "slug": export.parent or None,
            "name": self._text(parent.name),
            "printed": self._text(parent.printed),
            "edition": parent.edition,
            "short": parent.short,
        }

    def _part(self, part: Any) -> Json:
        """Return a part with every field of its record."""
        return {
            _KEYS.get(field.name, field.name): self._value(getattr(part, field.name))
            for field in fields(part)
            if field.name not in _LEFT_OUT
        }

    def _value(self, value: object) -> object:
        return None if value == "" else shape_value(value, self._codes)

    def _text(self, text: Text) -> Json:
        return shape_text(text, self._codes)
