"""What several pages show of a record, as data: names with links, days, figures, cards."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from forum.core.addressable import page_address
from forum.core.content import Content, Part
from forum.core.field_labels import site_language_name
from forum.core.names import is_han
from forum.core.page_memory import memory_of
from forum.core.translated import translated
from forum.delivery.page_texts import PageTexts, Text, list_in_other_languages, plain_text
from forum.delivery.pictures import choose_alternative, large_address, photo, portrait
from forum.delivery.programme import PageSegment, PageTurn
from forum.delivery.statements import Records
from forum.delivery.text_markup import display
from forum.delivery.time_markup import days, times
from forum.models import KnowledgeProduct
from people.models import Person
from sessions_app.models import Appearance, Document, Event, Photo, Session

type Data = dict[str, Any]


def address_of(record: Any) -> str:
    """Return the address of a record's page."""
    memory = memory_of(record)
    if memory is None:
        return str(record.get_absolute_url())
    # A guest of several sessions is as many records.
    addresses, key = memory.page.addresses, (type(record), record.pk)
    if key not in addresses:
        addresses[key] = record.get_absolute_url()
    return addresses[key]


def describe_reservation(event: Event) -> str:
    """Return what a reader must know of an event's whole record, "" for nothing."""
    return display(event, "standing") if event.standing else ""


def describe_link(record: Content | Part, field: str, texts: PageTexts) -> Data:
    """Return a record's name, and the address of its page where the public may see it."""
    return {
        "name": texts.show(record, field) or Text(""),
        "href": address_of(record) if record.is_public else "",
    }


def describe_days(event: Event) -> str:
    return days(event.starts_on, event.ends_on) if event.starts_on else ""


def describe_place(event: Event, texts: PageTexts) -> Data | None:
    """Return where an event was, None where the record does not say."""
    venue, city = texts.show(event, "venue"), texts.show(event, "city")
    country = str(event.country.name) if event.country else ""
    if venue and city and _names_city(venue.value, city.value, has_country=bool(country)):
        city = None
    place = {"venue": venue, "city": city, "country": country}
    return place if any(place.values()) else None


def _names_city(venue: str, city: str, *, has_country: bool) -> bool:
    """Tell whether the city need not be printed beside a venue, whose address says it.

    Of a hotel that is called after its city this holds only where no country stands before.
    """
    is_address = venue.startswith(f"{city}市") or venue.endswith(f", {city}")
    return is_address or (venue.startswith(city) and not has_country)


def describe_event_row(event: Event, texts: PageTexts, *, within: bool = False) -> Data:
    """Return an event as lists show it. within: it stands under its parent, which is not named."""
    parent = None if within else event.public_parent
    has_place = texts.show(event, "city") or event.country
    return {
        "days": describe_days(event),
        "parent": describe_link(parent, "title", texts) if parent else None,
        "href": address_of(event),
        "title": texts.show(event, "title"),
        "place": describe_place(event, texts) if has_place else None,
    }


def describe_session_line(session: Session, texts: PageTexts) -> Data:
    """Return what a session is called, and where to read it."""
    title, heading = texts.show(session, "title"), texts.show(session, "heading")
    kind = Text(display(session, "kind"))
    # That a talk is of no kind of its own is no word to stand above each of fifty.
    above = heading or (kind if session.kind != Session.Kind.OTHER else None)
    labels = [above] if title and above else []
    label = texts.show(session, "label")
    return {
        "href": address_of(session),
        "labels": [*labels, label] if label else labels,
        "name": title or heading or kind,
    }


def describe_session(session: Session, texts: PageTexts) -> Data:
    """Return what a session is called, when it is and where to read it."""
    return {
        **describe_session_line(session, texts),
        "slug": session.slug,
        "kind": session.kind,
        "is_break": session.is_break,
        "others": list_in_other_languages(session, "title"),
        "times": times(session) if session.start else "",
        "room": texts.show(session, "room"),
        "recording": find_recording(session),
    }


def find_recording(session: Session) -> str:
    """Return where a recording is watched: on its host's site, else on the session's own page."""
    is_own = not session.is_break and session.public_recording
    return session.recording_url or (f"{address_of(session)}#recording" if is_own else "")


def describe_session_link(session: Session, texts: PageTexts) -> Data:
    name = texts.show(session, "title heading") or Text(display(session, "kind"))
    return {"name": name, "href": address_of(session)}


def describe_person(person: Person, texts: PageTexts) -> Data:
    return describe_link(person, "name", texts)


def describe_honorific(record: Appearance | Person, texts: PageTexts) -> Data:
    """Return how somebody is addressed: before the name, as H.E., or behind it, as 教授."""
    honorific = texts.show(record, "honorific")
    is_behind = honorific is not None and is_han(honorific.value)
    return {
        "honorific": None if is_behind else honorific,
        "honorific_behind": honorific if is_behind else None,
    }


def describe_guest(appearance: Appearance, texts: PageTexts) -> Data:
    """Return a person as lists of guests show them."""
    return {
        "portrait": portrait(appearance.person),
        "person": describe_person(appearance.person, texts),
        "held_title": texts.show_marked(appearance, "title"),
    }


def describe_guests(appearances: Iterable[Appearance], texts: PageTexts) -> list[Data]:
    """Return people as lists show them; titles that all lack the page's language say so once."""
    guests = [describe_guest(appearance, texts) for appearance in appearances]
    held_titles = [guest["held_title"] for guest in guests]
    marks = {held_title.mark if held_title else "" for held_title in held_titles}
    if len(marks) == 1 and all(marks):
        for guest, held_title in zip(guests[1:], held_titles[1:], strict=True):
            guest["held_title"] = held_title._replace(mark="")
    return guests


def describe_turn(turn: PageTurn, remarks_kind: str, texts: PageTexts) -> Data:
    """Return who spoke, and what. remarks_kind: what the page calls its remarks altogether."""
    appearance = turn.appearance
    remarks = texts.show_prose(appearance, "remarks")
    differs = remarks and appearance.remarks_kind != remarks_kind
    # What remarks in another language say of themselves is said of their head too.
    show = texts.show if remarks and remarks.lang else texts.show_marked
    return {
        "anchor": turn.anchor,
        "former_anchor": turn.former_anchor,
        **describe_honorific(appearance, texts),
        "person": describe_person(appearance.person, texts),
        "held_title": show(appearance, "title"),
        "topic": show(appearance, "speech_title"),
        "attendance": describe_attendance(appearance, texts),
        "role": display(appearance, "role") if appearance.has_printed_role else "",
        "photo": describe_photo_of_guest(turn, texts) if turn.photo else None,
        "kind": display(appearance, "remarks_kind") if differs else "",
        "remarks": remarks,
        "card": "",
        "references": [],
    }


def list_turns(segment: PageSegment, kind: str, texts: PageTexts) -> Iterator[Data]:
    """Yield who spoke; all words lead to their card, a person's first to the references of all."""
    session = segment.session
    turns = [*filter(is_printed, segment.moderators), *segment.speakers]
    speaking = Counter(turn.appearance.person_id for turn in turns)
    referred: set[str] = set()
    for turn in turns:
        data = describe_turn(turn, kind, texts)
        person = turn.appearance.person
        if data["remarks"]:
            role = turn.appearance.role if speaking[person.pk] > 1 else ""
            data["card"] = address_of_quote_card(session, person.slug, role)
        if data["remarks"] and person.slug not in referred:
            referred.add(person.slug)
            slugs = session.event.slug, session.slug, person.slug
            data["references"] = list_remark_references(*slugs)
        yield data


def address_of_quote_card(session: Session, person_slug: str, role: str = "") -> str:
    """Return the address of a card. role: of somebody who speaks in several, in which."""
    return page_address("quote-card", session.event.slug, session.slug, person_slug, role)


def list_remark_references(*slugs: str) -> list[tuple[str, str]]:
    """Return what reference managers take: the name of the format, and its address."""
    kinds = (("RIS", "ris"), ("BibTeX", "bib"), ("CSL-JSON", "json"))
    return [(words, page_address("remarks-citation", *slugs, kind)) for words, kind in kinds]


def describe_attendance(appearance: Appearance, texts: PageTexts) -> Data | None:
    """Return how somebody took part from elsewhere, in the document's own words if it has any."""
    if appearance.attendance not in (Appearance.Attendance.VIDEO, Appearance.Attendance.WRITTEN):
        return None
    words = display(appearance, "attendance")
    note = plain_text(appearance, "attendance_note")
    if note.value.casefold() == words.casefold():
        # A record's own “by video” stands in a line of its own here, as a word that begins one.
        return {"words": words, "note": None}
    if note.value and not note.lang:
        return {"words": "", "note": note}
    if appearance.attendance == Appearance.Attendance.WRITTEN:
        return {"words": words, "note": texts.show(appearance, "attendance_note")}
    return {"words": words, "note": None}


def describe_moderators(segment: PageSegment, texts: PageTexts) -> list[Data]:
    """Return who leads a session; one who says nothing on the page has the anchor here."""
    return [
        {
            "anchor": "" if is_printed(turn) else turn.anchor,
            "former_anchor": "" if is_printed(turn) else turn.former_anchor,
            "person": describe_person(turn.appearance.person, texts),
            "held_title": texts.show_marked(turn.appearance, "title"),
        }
        for turn in segment.moderators
    ]


def is_printed(turn: PageTurn) -> bool:
    """Tell whether a moderator has more to show than a name."""
    return bool(turn.photo or translated(turn.appearance, "remarks"))


def describe_photo_of_guest(turn: PageTurn, texts: PageTexts) -> Data:
    captioned = turn.appearance if texts.show(turn.appearance, "caption") else turn.photo
    name = texts.show(turn.appearance.person, "name")
    return describe_figure(turn.photo, captioned, "16rem", texts, [name] if name else [])


def describe_figure(
    picture: Any, captioned: Any, sizes: str, texts: PageTexts, labels: Sequence[Text] = ()
) -> Data:
    """Return a photo with its caption. captioned: whose caption stands below it.

    labels: what a link to it is called if neither its alternative text nor its caption says it.
    """
    return {
        "large": large_address(picture.image),
        "picture": photo(picture, "image", "alt", caption_of=captioned, sizes=sizes),
        "caption": texts.show_marked(captioned, "caption"),
        "credit": texts.show(picture, "credit"),
        "labels": [] if choose_alternative(picture, "alt", captioned) else labels,
        "guests": [],
    }


def describe_gallery(photos: Iterable[Photo], records: Records, texts: PageTexts) -> list[Data]:
    """Return photos with their captions, and who is on them, in protocol order."""
    guests = group_guests(records)
    sizes = "(min-width: 60rem) 18rem, (min-width: 40rem) 30vw, 46vw"
    pictures = list(photos)
    figures = []
    for number, picture in enumerate(pictures, 1):
        people = list_unnamed(guests[picture.pk], picture, texts)
        counted = gettext("Photo %(number)s of %(total)s")
        place = Text(counted % {"number": number, "total": len(pictures)})
        labels = [person["name"] for person in people] or [place]
        figures.append(
            {**describe_figure(picture, picture, sizes, texts, labels), "guests": people}
        )
    return figures


def group_guests(records: Records) -> dict[int, list[Person]]:
    """Return who is on each photo of a page, each person once."""
    photos_of: dict[int, list[int]] = defaultdict(list)
    for tie in records["guests_on_photos"]:
        photos_of[tie["appearance_id"]].append(tie["photo_id"])
    guests: dict[int, dict[int, Person]] = defaultdict(dict)
    for appearance in records["appearances"]:
        for key in photos_of[appearance.pk]:
            guests[key].setdefault(appearance.person_id, appearance.person)
    return defaultdict(list, {key: [*people.values()] for key, people in guests.items()})


def list_unnamed(people: Iterable[Person], picture: Photo, texts: PageTexts) -> list[Data]:
    """Return those whom the caption does not name itself."""
    caption = texts.show(picture, "caption")
    return [
        describe_person(person, texts)
        for person in people
        if not (caption and (name := texts.show(person, "name")) and name.value in caption.value)
    ]


def group_gallery(records: Records, texts: PageTexts) -> list[Data]:
    """Return the photos by day and session in the programme's order, those of no day first.

    Each day has "day", empty where none is known, and "sessions", each with "session", None for
    photos of no session, and its "photos".
    """
    sessions: Sequence[Session] = records["sessions"]
    places = {session.pk: place for place, session in enumerate(sessions)}

    def place_of(picture: Photo) -> int:
        return places.get(picture.session_id or 0, -1)

    def day_of(picture: Photo) -> str:
        place = place_of(picture)
        return describe_day_of(sessions[place]) if place >= 0 else ""

    photos = sorted(
        records["photos"], key=lambda picture: (day_of(picture) != "", place_of(picture))
    )
    links = {
        place: describe_session_link(sessions[place], texts)
        for place in {place_of(picture) for picture in photos} - {-1}
    }
    figures = zip(photos, describe_gallery(photos, records, texts), strict=True)
    return [
        {
            "day": day,
            "sessions": [
                {
                    "session": links.get(place),
                    "photos": [figure for _, figure in group],
                }
                for place, group in groupby(of_day, key=lambda pair: place_of(pair[0]))
            ],
        }
        for day, of_day in groupby(figures, key=lambda pair: day_of(pair[0]))
    ]


def describe_day_of(session: Session) -> str:
    return days(session.day) if session.day else ""


def describe_documents(documents: Iterable[Document], texts: PageTexts) -> list[Data]:
    return [
        {
            "href": address_of(document),
            "title": texts.show(document, "title"),
            "facts": " · ".join(
                [
                    PurePosixPath(document.name).suffix.removeprefix(".").upper(),
                    site_language_name(document.language),
                    *([filesizeformat(document.size)] if document.size else []),
                ]
            ),
        }
        for document in documents
    ]


def describe_products(
    records: dict[str, list[Any]], texts: PageTexts, launch: str = ""
) -> list[Data]:
    """Return the cards of a statement's products with its launchers. launch: as for each card."""
    launchers: dict[int, list[Appearance]] = defaultdict(list)
    for launcher in records["launchers"]:
        launchers[launcher.product_id].append(launcher)
    return [
        describe_product(product, launchers[product.pk], texts, launch)
        for product in records["products"]
    ]


def describe_product(
    product: KnowledgeProduct, launchers: Iterable[Appearance], texts: PageTexts, launch: str = ""
) -> Data:
    """Return the card of a product. launch: whether the session that launched it is named; "event":
    with its event.
    """
    summary = texts.show(product, "summary")
    session = product.launched_in if launch else None
    return {
        "cover": photo(product, "cover", "cover_alt", sizes="12rem") if product.cover else "",
        "kind": display(product, "kind"),
        "href": address_of(product),
        "title": texts.show(product, "title"),
        "summary": summary or texts.show_excerpt(product, "description"),
        "session": describe_session_link(session, texts) if session else None,
        "event": (
            describe_link(session.event, "title", texts) if session and launch == "event" else None
        ),
        "launchers": [describe_person(launcher.person, texts) for launcher in launchers],
    }
