"""The shapes of what the interface answers; their docstrings and examples stand in OpenAPI."""

from datetime import date, datetime, time
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field

Slug = Annotated[str, Field(examples=["2024-green-ports"])]


def write_hours(value: object) -> object:
    """Return a time as text: what JSON Schema calls a time has an offset, which these have not."""
    return value.isoformat("seconds") if isinstance(value, time) else value


Hours = Annotated[
    str,
    BeforeValidator(write_hours),
    Field(pattern=r"^\d{2}:\d{2}:\d{2}$", examples=["09:00:00"]),
]


class Words(Schema):
    """A text in one language. state: original, or how far the translation is."""

    text: str = Field(examples=["Green Ports"])
    html: str | None = Field(None, description="The same with its emphasis, for rich texts.")
    state: str = Field(
        examples=["original"],
        description="original, authored (an original in each language), reviewed, draft, outdated",
    )
    unofficial: bool = False
    not_reviewed_by_speaker: bool = False


type Text = dict[str, Words]


class SeriesOut(Schema):
    """A forum that returns."""

    slug: Slug
    name: Text
    abbreviation: Text
    description: Text
    urls: dict[str, str] = Field(description="Language -> address of the page.")
    updated: datetime


class RoleOut(Schema):
    """An organization in a role, under the name that the event printed."""

    role: str = Field(examples=["host"])
    organization: str | None = Field(description="Slug; null while it has no public page.")
    name: Text


class EventOut(Schema):
    """A forum, a sub-forum or another event."""

    slug: Slug
    kind: str = Field(examples=["sub_forum"])
    standing: str = Field(
        description="A reservation about the whole record; empty for none.",
        examples=["demonstration", "unofficial", "not_reviewed"],
    )
    title: Text
    subtitle: Text
    series: str | None
    parent: str | None
    edition: int | None
    starts_on: date | None
    ends_on: date | None
    time_zone: str = Field(examples=["Asia/Shanghai"])
    venue: Text
    city: Text
    country: str | None = Field(description="ISO 3166 code.", examples=["CN"])
    introduction: Text
    key_points: Text = Field(description="At a glance: one point a line.")
    organizations: list[RoleOut]
    topics: list[str] = Field(description="Slugs of subject tags.")
    doi: str = ""
    handle: str = ""
    urls: dict[str, str]
    updated: datetime


class RecordingOut(Schema):
    """A video of the site's own."""

    url: str
    media_type: str | None = Field(examples=["video/mp4"])
    captions: dict[str, str] = Field(description="Language code -> address of WebVTT.")


class SessionOut(Schema):
    """A segment of a programme; times are wall times in the event's zone."""

    id: int
    event: Slug
    slug: str = Field(examples=["keynote"])
    kind: str = Field(examples=["keynote"])
    standing: str = Field(description="What a reader must know of the whole record.")
    heading: Text
    label: Text
    title: Text
    day: date | None
    start: Hours | None
    end: Hours | None
    room: Text
    summary: Text
    key_points: Text
    position: int
    recording: str | None = Field(description="Where it is watched, on whatever site.")
    own_recording: RecordingOut | None = Field(
        description="Null, too, while a guest of the session refuses pictures, or is kept back, or "
        "has remarks that are."
    )
    topics: list[str] = Field(description="Slugs of subject tags.")
    urls: dict[str, str]
    updated: datetime


class AppearanceOut(Schema):
    """Somebody in a session, under the title as of the event."""

    id: int
    event: Slug
    session: str
    person: str | None = Field(description="Slug; null while the person has no public page.")
    name: Text
    role: str = Field(examples=["moderator", "speaker"])
    standing: str = Field(description="What a reader must know of the whole record.")
    position: int
    honorific: Text
    title: Text
    speech_title: Text
    organization: str | None
    attendance: str | None = Field(examples=["video"])
    attendance_note: Text
    attribution: Text
    remarks: Text
    remarks_kind: str = Field(examples=["summary", "full_text"])
    language_spoken: str | None
    topics: list[str] = Field(description="Slugs of subject tags.")
    updated: datetime


class PersonOut(Schema):
    """A guest. Titles belong to appearances, for they change."""

    slug: Slug
    name: Text
    honorific: Text
    biography: Text
    biography_as_of: date | None
    country: str | None
    organization: str | None
    urls: dict[str, str]
    updated: datetime


class OrganizationOut(Schema):
    """A body that hosts, sends or publishes."""

    slug: Slug
    name: Text
    abbreviation: Text
    kind: str = Field(examples=["un_system"])
    country: str | None
    website: str | None
    urls: dict[str, str]
    updated: datetime


class ProductOut(Schema):
    """A course, publication or other outcome that an event launched."""

    slug: Slug
    kind: str = Field(examples=["course"])
    title: Text
    other_names: list[str]
    summary: Text
    description: Text
    audience: Text
    languages: list[str]
    doi: str = ""
    handle: str = ""
    link: str | None
    event: str | None
    session: str | None
    launched_by: list[int] = Field(description="Keys of appearances.")
    publishers: list[str]
    topics: list[str]
    urls: dict[str, str]
    updated: datetime


class TopicOut(Schema):
    """A subject tag."""

    slug: Slug
    name: Text
    updated: datetime


class NewsOut(Schema):
    """A piece of news."""

    slug: Slug
    title: Text
    body: Text
    published_at: datetime | None
    urls: dict[str, str]
    updated: datetime


class PageOut[Item](Schema):
    """Some of the records. next: where the following ones are, null at the end."""

    items: list[Item]
    next: str | None = Field(examples=["https://forum.example.org/api/v1/events?cursor=NDI"])


class ProblemOut(Schema):
    """What went wrong, after RFC 9457."""

    type: str = "about:blank"
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no such event."])
