"""What is exported of an event: what a document can say, and what the database knows beyond it.

The parts are those of ``forum.reader.event_record``, so that one vocabulary serves both ways; each
is extended by what no document states (addresses, alternative texts, status).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    OrganizationRecord,
    PersonRecord,
    PhotoRecord,
    ProductRecord,
    SessionRecord,
    Text,
)


@dataclass(frozen=True, slots=True)
class ExportedOrganization(OrganizationRecord):
    """name: as the event printed it, else the organization's. slug, official: the organization's
    own address and name."""

    slug: str = ""
    official: Text = field(default_factory=dict)
    abbreviation: Text = field(default_factory=dict)
    kind: str = ""
    country_code: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ExportedSession(SessionRecord):
    """recording: an address.

    recording_file, recording_captions: names in the media storage.
    """

    summary_html: Text = field(default_factory=dict)
    recording: str = ""
    recording_file: str = ""
    recording_captions: Text = field(default_factory=dict)
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ExportedPerson(PersonRecord):
    """key is the person's slug; country_code: ISO 3166; sort_key: surname first."""

    sort_key: Text = field(default_factory=dict)
    country_code: str = ""


@dataclass(frozen=True, slots=True)
class ExportedAppearance(AppearanceRecord):
    """organization: slug of the affiliation; photo: its number.

    photos: the numbers of all that show the guest.
    source_language: of the remarks where it is not the event's, else "".
    """

    honorific: Text = field(default_factory=dict)
    organization: str = ""
    remarks_html: Text = field(default_factory=dict)
    remarks_kind: str = ""
    language_spoken: str = ""
    source_language: str = ""
    photo: int | None = None
    photos: tuple[int, ...] = ()
    remarks_withheld: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ExportedProduct(ProductRecord):
    """languages: codes in which it is available."""

    slug: str = ""
    status: str = ""
    summary: Text = field(default_factory=dict)
    text_html: Text = field(default_factory=dict)
    audience: Text = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    link: str = ""
    ready_languages: tuple[str, ...] = ()
    unofficial_languages: tuple[str, ...] = ()
    doi: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class ExportedPhoto(PhotoRecord):
    """picture: the name in the media storage; no: order in the event, from 1."""

    no: int = 0
    alt: Text = field(default_factory=dict)
    credit: Text = field(default_factory=dict)
    width: int = 0
    height: int = 0
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A file to take away; size in bytes."""

    title: Text
    file: str
    language: str
    size: int
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ExportedCorrection:
    """What was put right after publication."""

    made_on: date
    text: Text
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class EventExport:
    """One event. record: what a document in the house style says, its parts those above.

    country_code: ISO 3166; updated: when the event itself was last saved. notice: language -> what
    must be known of all texts in it, in one line. doi, handle: bare.
    """

    slug: str
    record: EventRecord
    status: str
    published_at: datetime | None
    updated: datetime
    source_language: str
    ready_languages: tuple[str, ...]
    time_zone: str
    country_code: str
    series: str
    parent: str
    edition: int | None
    standing: str
    notice: Text
    unofficial_languages: tuple[str, ...]
    doi: str
    handle: str
    introduction_html: Text
    documents: tuple[ExportedDocument, ...] = ()
    corrections: tuple[ExportedCorrection, ...] = ()

    @property
    def alternatives(self) -> Mapping[str, Text]:
        """Return picture -> alternative text."""
        return {
            photo.picture: photo.alt
            for photo in self.record.photos
            if isinstance(photo, ExportedPhoto)
        }
