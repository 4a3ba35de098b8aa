"""Database -> ``EventExport``: a fixed number of queries, however large the event is."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import Any, ClassVar

from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.columns import field_texts
from forum.core.content import Record, column, language_codes
from forum.core.richtext import to_text
from forum.core.translations.states import is_rich
from forum.exports import printed_countries
from forum.exports.export_records import (
    EventExport,
    ExportedAppearance,
    ExportedCorrection,
    ExportedDocument,
    ExportedOrganization,
    ExportedPerson,
    ExportedPhoto,
    ExportedProduct,
    ExportedSession,
)
from forum.models import KnowledgeProduct
from forum.models.products import KnowledgeProductQuerySet
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    ParentRecord,
    SessionRecord,
    Text,
    text_fields,
)
from sessions_app import models
from sessions_app.models import Event
from sessions_app.models.photos import PhotoQuerySet


def gather_event(
    event: Event, *, withheld: bool = False, is_working_copy: bool = False
) -> EventExport:
    """Return what is stored of an event, drafts included.

    withheld: whether what is kept back is there: parts and remarks that are withheld, texts that
    were declined, photos of those who refused to be shown, people and products that are offline.
    is_working_copy: whether the tables are read as an open working copy has them.
    """
    return EventGathering(event, withheld, is_working_copy).export()


def plain_field_texts(row: Model, field: str) -> Text:
    """Return a translated rich-text field as plain text, paragraphs parted by one newline."""
    return {
        code: words for code, value in field_texts(row, field).items() if (words := to_text(value))
    }


def part_texts(
    row: Model, part: type[SessionRecord] | type[AppearanceRecord], **columns: str
) -> dict[str, Any]:
    """Return every text of a part, by the record's names. columns: name -> the row's own name."""
    texts = {}
    for name in text_fields(part):
        field = columns.get(name, name)
        read_texts = plain_field_texts if is_rich(type(row), field) else field_texts
        texts[name] = read_texts(row, field)
    return texts


def empty_texts(record: Record, is_left_out: Callable[[str, str], bool]) -> None:
    """Empty texts in this instance of a record. is_left_out: field, language -> which of them."""
    for field in get_translatable_fields_for_model(type(record)) or ():
        for code in language_codes():
            if is_left_out(field, code):
                setattr(record, column(field, code), None)


class EventGathering:
    """Gathers an event for the desk; a subclass whose ``list_visible`` lists less, for others.

    Every format takes what it prints from here: what is not let through, none of them can print.
    """

    # What the head of what is gathered says of all of it.
    stage: ClassVar[Any] = _("Draft, not for publication")

    def __init__(self, event: Event, withheld: bool, is_working_copy: bool = False) -> None:
        self._event = copy(event)
        self._withheld = withheld
        self._is_working_copy = is_working_copy
        if not withheld:
            empty_texts(self._event, self._event.is_kept_back)
        self._sessions = self.list_visible(event.sessions.order_by("position", "pk"))
        self._photos = self.list_visible(event.photos.select_related("session"))
        self._numbers = {row.pk: no for no, row in enumerate(self._photos, 1)}
        self._appearances = self._of_sessions()

    def list_visible(self, rows: QuerySet[Any]) -> list[Any]:
        """Return the parts that are gathered, in their order, without texts that are kept back."""
        if self._withheld:
            return list(rows)
        if isinstance(rows, PhotoQuerySet):
            rows = rows.refused_by_nobody().of_unhidden_guests()
        parts = [row for row in rows if not row.is_withheld]
        for part in parts:
            empty_texts(part, part.is_kept_back)
            if isinstance(part, models.Appearance) and self._lacks_photo(part):
                empty_texts(part, lambda field, _code: field == "caption")
        return parts

    def _lacks_photo(self, appearance: models.Appearance) -> bool:
        """Tell whether the photo that a guest's caption tells of is kept back."""
        photo = appearance.photo_id
        return appearance.refuses_photos or bool(photo and photo not in self._numbers)

    def list_products(self, rows: KnowledgeProductQuerySet) -> list[KnowledgeProduct]:
        """Return the products that are gathered, in their order."""
        return [row for row in rows if self._withheld or not row.is_offline]

    def _of_sessions(self) -> list[models.Appearance]:
        rows = models.Appearance.objects.filter(
            session__in=[session.pk for session in self._sessions]
        )
        return self.list_visible(
            rows.select_related("session", "person", "organization")
            .prefetch_related(Prefetch("photos", models.Photo.objects.only("pk")))
            .order_by("session__position", "session", "position", "pk")
        )

    def export(self) -> EventExport:
        event = self._event
        return EventExport(
            slug=event.slug,
            record=self._record(),
            status=event.status,
            published_at=event.published_at,
            updated=event.updated,
            source_language=event.source_language,
            ready_languages=tuple(event.ready_languages),
            time_zone=event.time_zone,
            country_code=event.country.code or "",
            series=event.series.slug if event.series else "",
            parent=event.parent.slug if event.parent else "",
            edition=event.edition,
            standing=event.standing,
            notice=self._write_notice(),
            unofficial_languages=tuple(event.unofficial_languages),
            doi=event.doi,
            handle=event.handle,
            introduction_html=field_texts(event, "introduction"),
            documents=tuple(self._documents()),
            corrections=tuple(self._corrections()),
        )

    def _write_notice(self) -> Text:
        """Return what a reader must know of the whole, as each language says it of its texts."""
        notice = {}
        for code in language_codes():
            with override(code):
                notice[code] = " · ".join(map(str, self._list_marks(code)))
        return notice

    def _list_marks(self, code: str) -> Iterator[Any]:
        event = self._event
        if event.standing:
            yield event.get_standing_display()
        yield self.stage
        if self._is_working_copy:
            yield gettext("Working copy")
        if code in event.unofficial_languages and code != event.source_language:
            yield gettext("Unofficial translation")
        if any(
            row.is_uncleared("remarks", code) and row.has_remarks(code) for row in self._appearances
        ):
            yield gettext("Some remarks not reviewed by the speaker")
        if any(record.is_uncleared("key_points", code) for record in (event, *self._sessions)):
            yield gettext("Some key points not cleared yet")

    def _record(self) -> EventRecord:
        event = self._event
        return EventRecord(
            source=event.slug,
            encoding="",
            sha256="",
            title=field_texts(event, "title"),
            kind=event.kind,
            subtitle=field_texts(event, "subtitle"),
            parent=_parent(event),
            start_date=event.starts_on,
            end_date=event.ends_on,
            city=field_texts(event, "city"),
            country=printed_countries.country_names(event.country.code or ""),
            venue=field_texts(event, "venue"),
            introduction=plain_field_texts(event, "introduction"),
            key_points=field_texts(event, "key_points"),
            key_points_clearance=field_texts(event, "clearance_key_points"),
            organizations=tuple(self._organizations()),
            sessions=tuple(_session(no, session) for no, session in enumerate(self._sessions, 1)),
            people=tuple(self._people()),
            appearances=tuple(self._parts()),
            products=tuple(self._products()),
            photos=tuple(self._pictures()),
        )

    def _organizations(self) -> Iterable[ExportedOrganization]:
        rows = models.EventOrganization.objects.filter(event=self._event)
        counts: dict[str, int] = {}
        for row in self.list_visible(rows.in_print_order()):
            counts[row.role] = counts.get(row.role, 0) + 1
            yield _organization(counts[row.role], row)

    def _people(self) -> Iterable[ExportedPerson]:
        titles: dict[str, models.Appearance] = {}
        for row in self._appearances:
            titles.setdefault(row.person.slug, row)
        for row in titles.values():
            yield _person(row)

    def _parts(self) -> Iterable[ExportedAppearance]:
        """Yield the appearances; moderators are numbered apart."""
        counts: dict[tuple[int, bool], int] = {}
        for row in self._appearances:
            series = (row.session_id, row.is_moderator)
            counts[series] = counts.get(series, 0) + 1
            yield _appearance(counts[series], row, self._numbers)

    def _products(self) -> Iterable[ExportedProduct]:
        keys = [session.pk for session in self._sessions]
        by = Prefetch("launched_by", models.Appearance.objects.select_related("person"))
        rows = KnowledgeProduct.objects.filter(launched_in__in=keys)
        rows = rows.select_related("launched_in").prefetch_related(by)
        products = self.list_products(rows.order_by("launched_in__position", "position", "pk"))
        present = {row.pk for row in self._appearances}
        for no, row in enumerate(products, 1):
            launchers = [launcher for launcher in row.launched_by.all() if launcher.pk in present]
            yield _product(no, row, tuple(launcher.person.slug for launcher in launchers))

    def _pictures(self) -> Iterable[ExportedPhoto]:
        people: dict[int, list[models.Appearance]] = {}
        for row in self._appearances:
            for photo in row.photos.all():
                people.setdefault(photo.pk, []).append(row)
        for no, row in enumerate(self._photos, 1):
            yield _photo(no, row, people.get(row.pk, []))

    def _documents(self) -> Iterable[ExportedDocument]:
        rows = self._event.documents.select_related(
            "session", "appearance__session", "appearance__person"
        )
        for row in self.list_visible(rows):
            title = field_texts(row, "title")
            yield ExportedDocument(title, row.name, row.language, row.size, row.withheld)

    def _corrections(self) -> Iterable[ExportedCorrection]:
        for row in self.list_visible(self._event.corrections.all()):
            yield ExportedCorrection(row.made_on, field_texts(row, "text"), row.withheld)


def _parent(event: Event) -> ParentRecord | None:
    """Return the larger forum: the parent event under its title, in the series' name."""
    parent = event.parent
    series = (parent.series if parent else None) or event.series
    if parent is None and series is None:
        return None
    short = next(iter(field_texts(series, "abbreviation").values()), None) if series else None
    return ParentRecord(
        name=field_texts(series, "name") if series else {},
        edition=(parent or event).edition,
        short=short,
        printed=field_texts(parent, "title") if parent else {},
    )


def _organization(no: int, row: models.EventOrganization) -> ExportedOrganization:
    owner = row.organization
    return ExportedOrganization(
        role=row.role,
        no=no,
        name={**field_texts(owner, "name"), **field_texts(row, "printed_name")},
        slug=owner.slug,
        official=field_texts(owner, "name"),
        abbreviation=field_texts(owner, "abbreviation"),
        kind=owner.kind,
        country_code=owner.country.code or "",
        withheld=row.withheld,
    )


def _session(no: int, row: models.Session) -> ExportedSession:
    return ExportedSession(
        key=row.slug,
        no=no,
        kind=row.kind,
        **part_texts(row, SessionRecord, topic="label"),
        day=row.day,
        start=row.start,
        end=row.end,
        summary_html=field_texts(row, "summary"),
        recording=row.recording_url,
        recording_file=str(row.recording_file or ""),
        recording_captions={
            code: str(file) for code, file in field_texts(row, "recording_captions").items()
        },
        key_points_clearance=field_texts(row, "clearance_key_points"),
        withheld=row.withheld,
    )


def _person(row: models.Appearance) -> ExportedPerson:
    person = row.person
    return ExportedPerson(
        key=person.slug,
        name=field_texts(person, "name"),
        title=field_texts(row, "title"),
        honorific=field_texts(row, "honorific"),
        other_names=tuple(person.aliases),
        sort_key=field_texts(person, "sort_key"),
        country=printed_countries.country_names(person.country.code or ""),
        country_code=person.country.code or "",
    )


def _appearance(
    no: int, row: models.Appearance, photo_numbers: dict[int, int]
) -> ExportedAppearance:
    """Return the appearance; photo_numbers: key of a photo -> its number in the export."""
    numbers = [photo_numbers.get(photo.pk) for photo in row.photos.all()]
    return ExportedAppearance(
        person=row.person.slug,
        session=row.session.slug,
        role=row.role,
        no=no,
        **part_texts(row, AppearanceRecord),
        attendance=row.attendance or None,
        honorific=field_texts(row, "honorific"),
        organization=row.organization.slug if row.organization else "",
        remarks_html=field_texts(row, "remarks"),
        remarks_kind=row.remarks_kind,
        language_spoken=row.language_spoken,
        source_language=row.source_language,
        photo=photo_numbers.get(row.photo_id or 0),
        photos=tuple(sorted(filter(None, numbers))),
        clearance=field_texts(row, "clearance"),
        remarks_withheld=row.remarks_withheld,
        withheld=row.withheld,
    )


def _product(no: int, row: KnowledgeProduct, by: tuple[str, ...]) -> ExportedProduct:
    return ExportedProduct(
        no=no,
        kind=row.kind,
        title=field_texts(row, "title"),
        session=row.launched_in.slug if row.launched_in else None,
        by=tuple(dict.fromkeys(by)),
        text=plain_field_texts(row, "description"),
        other_names=tuple(row.other_names),
        slug=row.slug,
        status=row.status,
        summary=field_texts(row, "summary"),
        text_html=field_texts(row, "description"),
        audience=field_texts(row, "audience"),
        languages=tuple(row.languages),
        link=row.link,
        ready_languages=tuple(row.ready_languages),
        unofficial_languages=tuple(row.unofficial_languages),
        doi=row.doi,
        handle=row.handle,
    )


def _photo(no: int, row: models.Photo, guests: list[models.Appearance]) -> ExportedPhoto:
    """Return the photo with who is on it: in its own session, and beside whom it stands, first."""
    sizes: Any = row  # the picture field adds the columns
    guests = [guest for guest in guests if guest.session_id == row.session_id] or guests
    guests = [guest for guest in guests if guest.photo_id == row.pk] or guests
    return ExportedPhoto(
        picture=row.image.name,
        session=row.session.slug if row.session else None,
        person=guests[0].person.slug if guests else None,
        caption=field_texts(row, "caption"),
        no=no,
        alt=field_texts(row, "alt"),
        credit=field_texts(row, "credit"),
        width=sizes.image_width or 0,
        height=sizes.image_height or 0,
        withheld=row.withheld,
    )
