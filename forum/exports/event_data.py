"""Database -> ``Export``: a fixed number of queries, however large the event is."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from forum.core.content import column, language_codes
from forum.core.richtext import to_text
from forum.exports import countries
from forum.exports.export_records import (
    Appearance,
    Correction,
    Document,
    Export,
    Organization,
    Person,
    Photo,
    Product,
    Session,
)
from forum.models import KnowledgeProduct
from forum.reader.event_record import EventRecord, ParentRecord, Text
from sessions_app import models
from sessions_app.models import Event


def gather(event: Event, *, withheld: bool = False) -> Export:
    """Return what is stored of an event, drafts included.

    withheld: whether parts that are withheld, and people and products that are offline, are there.
    """
    return _Gathering(event, withheld).export()


def text(row: Model, field: str) -> Text:
    """Return a translated field: language -> text, without the languages that have none."""
    found = ((code, getattr(row, column(field, code))) for code in language_codes())
    return {code: value for code, value in found if value}


def plain(row: Model, field: str) -> Text:
    """Return a translated rich-text field as plain text, paragraphs parted by one newline."""
    return {code: words for code, value in text(row, field).items() if (words := to_text(value))}


class _Gathering:
    def __init__(self, event: Event, withheld: bool) -> None:
        self._event = event
        self._withheld = withheld
        self._sessions = self._shown(event.sessions.order_by("position", "pk"))
        self._photos = self._shown(event.photos.select_related("session"))
        self._appearances = self._of_sessions()
        self._numbers = {row.pk: no for no, row in enumerate(self._photos, 1)}

    def _shown(self, rows: QuerySet[Any]) -> list[Any]:
        return [row for row in rows if self._withheld or not row.is_withheld]

    def _of_sessions(self) -> list[models.Appearance]:
        rows = models.Appearance.objects.filter(session__in=[one.pk for one in self._sessions])
        return self._shown(
            rows.select_related("session", "person", "organization").order_by(
                "session__position", "session", "position", "pk"
            )
        )

    def export(self) -> Export:
        event = self._event
        return Export(
            slug=event.slug,
            record=self._record(),
            status=event.status,
            published_at=event.published_at,
            updated=event.updated,
            source_language=event.source_language,
            ready_languages=tuple(event.ready_languages),
            time_zone=event.time_zone,
            country=event.country.code or "",
            series=event.series.slug if event.series else "",
            parent=event.parent.slug if event.parent else "",
            edition=event.edition,
            rich_introduction=text(event, "introduction"),
            documents=tuple(self._documents()),
            corrections=tuple(self._corrections()),
        )

    def _record(self) -> EventRecord:
        event = self._event
        return EventRecord(
            source=event.slug,
            encoding="",
            sha256="",
            title=text(event, "title"),
            kind=event.kind,
            subtitle=text(event, "subtitle"),
            parent=_parent(event),
            start_date=event.starts_on,
            end_date=event.ends_on,
            city=text(event, "city"),
            country=countries.names(event.country.code or ""),
            venue=text(event, "venue"),
            introduction=plain(event, "introduction"),
            organizations=tuple(self._organizations()),
            sessions=tuple(_session(no, one) for no, one in enumerate(self._sessions, 1)),
            people=tuple(self._people()),
            appearances=tuple(self._parts()),
            products=tuple(self._products()),
            photos=tuple(self._pictures()),
        )

    def _organizations(self) -> Iterable[Organization]:
        rows = models.EventOrganization.objects.filter(event=self._event)
        counts: dict[str, int] = {}
        for row in self._shown(rows.in_print_order()):
            counts[row.role] = counts.get(row.role, 0) + 1
            yield _organization(counts[row.role], row)

    def _people(self) -> Iterable[Person]:
        titles: dict[str, models.Appearance] = {}
        for row in self._appearances:
            titles.setdefault(row.person.slug, row)
        for row in titles.values():
            yield _person(row)

    def _parts(self) -> Iterable[Appearance]:
        """Yield the appearances; moderators are numbered apart."""
        counts: dict[tuple[int, bool], int] = {}
        for row in self._appearances:
            series = (row.session_id, row.is_moderator)
            counts[series] = counts.get(series, 0) + 1
            yield _appearance(counts[series], row, self._numbers.get(row.photo_id or 0))

    def _products(self) -> Iterable[Product]:
        keys = [one.pk for one in self._sessions]
        by = Prefetch("launched_by", models.Appearance.objects.select_related("person"))
        rows = KnowledgeProduct.objects.filter(launched_in__in=keys)
        rows = rows.select_related("launched_in").prefetch_related(by)
        kept = [
            row
            for row in rows.order_by("launched_in__position", "position", "pk")
            if self._withheld or not row.is_offline
        ]
        present = {row.pk for row in self._appearances}
        for no, row in enumerate(kept, 1):
            launchers = (one for one in row.launched_by.all() if one.pk in present)
            yield _product(no, row, tuple(one.person.slug for one in launchers))

    def _pictures(self) -> Iterable[Photo]:
        people: dict[int, list[models.Appearance]] = {}
        for row in self._appearances:
            people.setdefault(row.photo_id or 0, []).append(row)
        for no, row in enumerate(self._photos, 1):
            yield _photo(no, row, people.get(row.pk, []))

    def _documents(self) -> Iterable[Document]:
        rows = self._event.documents.select_related(
            "session", "appearance__session", "appearance__person"
        )
        for row in self._shown(rows):
            title = text(row, "title")
            yield Document(title, row.name, row.language, row.size, row.withheld)

    def _corrections(self) -> Iterable[Correction]:
        for row in self._shown(self._event.corrections.all()):
            yield Correction(row.made_on, text(row, "text"), row.withheld)


def _parent(event: Event) -> ParentRecord | None:
    """Return the larger forum: the parent event under its title, in the series' name."""
    parent = event.parent
    series = (parent.series if parent else None) or event.series
    if parent is None and series is None:
        return None
    short = next(iter(text(series, "abbreviation").values()), None) if series else None
    return ParentRecord(
        name=text(series, "name") if series else {},
        edition=(parent or event).edition,
        short=short,
        printed=text(parent, "title") if parent else {},
    )


def _organization(no: int, row: models.EventOrganization) -> Organization:
    owner = row.organization
    return Organization(
        role=row.role,
        no=no,
        name={**text(owner, "name"), **text(row, "printed_name")},
        slug=owner.slug,
        official=text(owner, "name"),
        abbreviation=text(owner, "abbreviation"),
        kind=owner.kind,
        country=owner.country.code or "",
        withheld=row.withheld,
    )


def _session(no: int, row: models.Session) -> Session:
    return Session(
        key=row.slug,
        no=no,
        kind=row.kind,
        heading=text(row, "heading"),
        topic=text(row, "label"),
        title=text(row, "title"),
        day=row.day,
        start=row.start,
        end=row.end,
        room=text(row, "room"),
        recording=row.recording_url,
        withheld=row.withheld,
    )


def _person(row: models.Appearance) -> Person:
    person = row.person
    return Person(
        key=person.slug,
        name=text(person, "name"),
        title=text(row, "title"),
        honorific=text(row, "honorific"),
        other_names=tuple(person.aliases),
        sort_key=text(person, "sort_key"),
        country=person.country.code or "",
    )


def _appearance(no: int, row: models.Appearance, photo: int | None) -> Appearance:
    return Appearance(
        person=row.person.slug,
        session=row.session.slug,
        role=row.role,
        no=no,
        title=text(row, "title"),
        attendance=row.attendance or None,
        attendance_note=text(row, "attendance_note"),
        attribution=text(row, "attribution"),
        caption=text(row, "caption"),
        remarks=plain(row, "remarks"),
        honorific=text(row, "honorific"),
        organization=row.organization.slug if row.organization else "",
        rich=text(row, "remarks"),
        remarks_kind=row.remarks_kind,
        language_spoken=row.language_spoken,
        source_language=row.source_language,
        photo=photo,
        withheld=row.withheld,
    )


def _product(no: int, row: KnowledgeProduct, by: tuple[str, ...]) -> Product:
    return Product(
        no=no,
        kind=row.kind,
        title=text(row, "title"),
        session=row.launched_in.slug if row.launched_in else None,
        by=tuple(dict.fromkeys(by)),
        text=plain(row, "description"),
        other_names=tuple(row.other_names),
        slug=row.slug,
        status=row.status,
        summary=text(row, "summary"),
        rich=text(row, "description"),
        audience=text(row, "audience"),
        languages=tuple(row.languages),
        link=row.link,
    )


def _photo(no: int, row: models.Photo, shown: list[models.Appearance]) -> Photo:
    """Return the photo with the person who is on it: in its own session, if there."""
    sizes: Any = row  # the picture field adds the columns
    here = [one for one in shown if one.session_id == row.session_id] or shown
    return Photo(
        picture=row.image.name,
        session=row.session.slug if row.session else None,
        person=here[0].person.slug if here else None,
        caption=text(row, "caption"),
        no=no,
        alt=text(row, "alt"),
        credit=text(row, "credit"),
        width=sizes.image_width or 0,
        height=sizes.image_height or 0,
        withheld=row.withheld,
    )
