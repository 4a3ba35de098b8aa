"""A small site of which one record is taken offline."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from tests.support import factories as make

WORD = "Quillon"
KINDS = ("person", "appearance", "remarks", "photo", "document", "product", "event")


@dataclass
class Site:
    """A small site; the record of one kind bears the word, alone."""

    records: dict[str, Any]

    def named(self, kind: str) -> Any:
        return self.records["appearance" if kind == "remarks" else kind]


def site(kind: str) -> Site:
    """Make a site in which only what belongs to a kind of record has the word."""

    def said(one: str, *fields: str) -> dict[str, str]:
        text = f"{WORD} word"
        texts = {f"{field}_{code}": text for field in fields for code in ("zh_hans", "en")}
        return texts if one == kind else {}

    series = make.make_series(slug="coast")
    event = make.make_event(slug="ports", series=series, **said("event", "title", "subtitle"))
    session = make.make_session(event, slug="opening", title_zh_hans="开幕", title_en="Opening")
    guest = make.make_person(slug="guest", **said("person", "name"))
    institute = make.make_organization(slug="institute")
    photo = make.make_photo(event, session=session, **said("photo", "caption"))
    appearance = make.make_appearance(
        session,
        guest,
        organization=institute,
        photo=make.make_photo(event),
        **said("appearance", "title"),
        **said("remarks", "remarks"),
    )
    other_person = make.make_person(slug="other", name_zh_hans="王海", name_en="Wang Hai")
    make.make_appearance(session, other_person, organization=institute)
    document = make.make_document(event, session=session, **said("document", "title"))
    product = make.make_product(
        slug="course",
        launched_in=session,
        file=ContentFile(b"book", name="book.pdf"),
        **said("product", "title", "summary"),
    )
    product.launched_by.add(appearance)
    product.publishers.add(institute)
    return Site(
        {
            "series": series,
            "event": event,
            "person": guest,
            "appearance": appearance,
            "photo": photo,
            "document": document,
            "product": product,
            "session": session,
        }
    )


def scope(kind: str) -> str:
    return "remarks" if kind == "remarks" else "record"
