"""What is taken offline shows nowhere; what is put back shows again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from forum.history.recording import recording
from forum.models import HomePart, TakeDown
from forum.models.list_pages import LISTS
from forum.workflow.take_down import find_public_places, put_back, take_offline
from forum.workflow.take_down.actions import TakeDownRefusedError
from people.models import User
from tests.support import factories as make
from tests.support.pages import LANGUAGES
from tests.support.take_down_site import KINDS, WORD, scope, site

pytestmark = pytest.mark.django_db


def addresses(language: str) -> tuple[str, ...]:
    """Return every page, list and file of a site in which each kind of record shows."""
    paths = (
        "", *(f"{route}/" for route in LISTS if route != "home"), "feed.xml", "news/feed.xml",
        "series/coast/", "series/coast/feed.xml", "events/ports/", "events/ports/opening/",
        "events/ports/parallel/", "events/ports/opening/parallel/", "events/ports/agenda.ics",
        "people/guest/", "people/other/", "organizations/institute/", "knowledge/course/",
        f"search/?q={WORD}",
    )  # fmt: skip
    return (*(f"/{language}/{path}" for path in paths), "/sitemap.xml")


def showing(client: Client, paths: Iterable[str]) -> set[str]:
    """Return the addresses that show the word; the search repeats what was asked for."""
    # What was asked for stands on the search's page anyway.
    marked = (f"{WORD} word", f"<mark>{WORD}</mark>")
    pages = {path: client.get(path).content.decode() for path in paths}
    return {
        path
        for path, page in pages.items()
        if any(word in page for word in (marked if "search" in path else (WORD,)))
    }


def announced(record: Any, what: str) -> set[str]:
    """Return the addresses that the preview lists."""
    with translation.override("en"):
        return {
            address for place in find_public_places(record, what) for _code, address in place.links
        }


@pytest.mark.parametrize(("kind", "language"), [*zip(KINDS, cycle(LANGUAGES), strict=False)])
def test_it_shows_before_and_nowhere_after_and_then_again(
    client: Client, staff: User, kind: str, language: str
) -> None:
    """One walk for each kind, by turns in the languages: these pages are many.

    The preview lists each that shows the word.
    """
    record = site(kind).named(kind)
    pages_before = showing(client, addresses(language))
    listed = announced(record, scope(kind))
    take_offline(record, staff, "asked by the office", scope(kind))
    pages_after = showing(client, addresses(language))
    put_back(record, staff, scope(kind))
    unlisted = {path.partition("?")[0] for path in pages_before} - listed
    assert (bool(pages_before), pages_after, showing(client, pages_before), unlisted) == (
        True,
        set(),
        pages_before,
        set(),
    )


def test_words_on_the_front_page_are_listed_and_go_with_the_remarks(
    client: Client, staff: User
) -> None:
    appearance = site("remarks").records["appearance"]
    HomePart.objects.create(
        kind="quote", appearance=appearance, sentences={"en": f"{WORD} word", "zh-hans": ""}
    )
    pages_before = showing(client, ["/en/"])
    listed = "/en/" in announced(appearance, "remarks")
    take_offline(appearance, staff, "asked", "remarks")
    assert (pages_before, listed, showing(client, ["/en/"])) == ({"/en/"}, True, set())


@pytest.mark.parametrize("kind", ["event", "session", "remarks", "photo", "product"])
def test_files_that_print_it_are_listed(kind: str) -> None:
    names = ("record.docx", "proceedings.pdf", "proceedings-both.pdf")
    files = {f"/en/events/ports/{name}" for name in names}
    assert files - announced(site(kind).named(kind), scope(kind)) == set()


def test_the_card_of_a_quote_is_listed_with_the_remarks() -> None:
    card = "/en/events/ports/opening/guest.png"
    assert card in announced(site("remarks").named("remarks"), scope("remarks"))


@pytest.mark.parametrize(
    "values",
    [{"remarks_withheld": True}, {"clearance_en": "declined"}, {"clearance_zh_hans": "declined"}],
)
def test_the_file_of_a_speech_goes_with_its_remarks(
    client: Client, values: dict[str, object]
) -> None:
    event = make.make_event(slug="ports")
    appearance = make.make_appearance(make.make_session(event, slug="opening"))
    document = make.make_document(event, appearance=appearance, title_en=WORD)
    paths = [document.get_absolute_url(), "/en/events/ports/", f"/en/search/?q={WORD}"]
    pages_before = showing(client, paths[1:])
    for name, value in values.items():
        setattr(appearance, name, value)
    with recording():
        appearance.save()
    pages_after = showing(client, paths[1:])
    assert (pages_before, pages_after, client.get(paths[0]).status_code) == (
        {*paths[1:]},
        set(),
        410,
    )


def test_the_file_of_a_speech_is_listed_with_its_remarks() -> None:
    appearance = site("remarks").named("remarks")
    document = make.make_document(appearance.session.event, appearance=appearance)
    assert document.get_absolute_url() in announced(appearance, "remarks")


def test_a_sub_forum_s_place_in_its_parent_s_proceedings_is_listed() -> None:
    event = make.make_event(parent=make.make_event(slug="coast-2023"))
    assert "/en/events/coast-2023/proceedings.pdf" in announced(event, "record")


@pytest.mark.parametrize("kind", ["session", "series"])
def test_the_front_page_is_listed_for_what_its_parts_name(kind: str) -> None:
    assert {"/en/", "/zh-hans/"} <= announced(site("event").records[kind], "record")


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_counts_nothing_of_it(client: Client, staff: User, kind: str) -> None:
    record = site(kind).named(kind)
    take_offline(record, staff, "asked", scope(kind))
    page = client.get(f"/en/search/?q={WORD}").content.decode()
    assert "0 results" in page or "No results" in page


def test_the_sitemap_names_no_page_of_it(client: Client, staff: User) -> None:
    pages = site("person")
    take_offline(pages.records["person"], staff, "asked")
    assert b"/people/guest/" not in client.get("/sitemap.xml").content


def test_the_picture_of_shared_links_is_gone_with_the_event(client: Client, staff: User) -> None:
    pages = site("event")
    status_before = client.get("/en/events/ports/share.png").status_code
    take_offline(pages.records["event"], staff, "asked")
    assert (status_before, client.get("/en/events/ports/share.png").status_code) == (200, 410)


def test_a_document_is_gone_with_the_person(client: Client, staff: User) -> None:
    with recording():
        appearance = make.make_appearance()
        document = make.make_document(appearance.session.event, appearance=appearance)
    take_offline(appearance.person, staff, "asked")
    assert client.get(document.get_absolute_url()).status_code == 410


def test_an_offline_organization_is_named_on_no_cover(client: Client, staff: User) -> None:
    role = make.make_role(printed_name_en=WORD, printed_name_zh_hans=WORD)
    path = role.event.get_absolute_url()
    was_named = WORD in client.get(path).content.decode()
    take_offline(role.organization, staff, "asked")
    assert (was_named, WORD in client.get(path).content.decode()) == (True, False)


# History


def test_the_reason_and_who_gave_it_are_kept(staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, " asked by the office ")
    takedown = TakeDown.objects.about(person).get()
    assert (takedown.reason, takedown.by, takedown.undone_at) == (
        "asked by the office",
        staff,
        None,
    )


def test_putting_back_keeps_the_history(staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, "asked")
    put_back(person, staff)
    takedown = TakeDown.objects.about(person).get()
    assert (person.status, takedown.undone_by, takedown.undone_at is None) == (
        "published",
        staff,
        False,
    )


def test_the_first_publication_is_kept(staff: User) -> None:
    person = make.make_person()
    published_at_before = person.published_at
    take_offline(person, staff, "asked")
    put_back(person, staff)
    person.refresh_from_db()
    assert person.published_at == published_at_before


@pytest.mark.parametrize(
    ("make_one", "reason", "why"),
    [
        (lambda: make.make_person(), "  ", "Give the reason: it is kept for the staff only."),
        (lambda: make.make_person(status="offline"), "asked", "It is offline already."),
        (lambda: make.make_person(status="draft"), "asked", "It is not published."),
        (lambda: make.make_photo(withheld=True), "asked", "It is offline already."),
    ],
)
def test_what_cannot_be_taken_offline(
    staff: User, make_one: Callable[[], Any], reason: str, why: str
) -> None:
    with pytest.raises(TakeDownRefusedError, match=why):
        take_offline(make_one(), staff, reason)


def test_what_is_online_is_not_put_back(staff: User) -> None:
    with pytest.raises(TakeDownRefusedError, match="It is not offline"):
        put_back(make.make_person(), staff)


def test_a_list_of_all_records_of_a_kind_names_their_model(monkeypatch: pytest.MonkeyPatch) -> None:
    news = replace(LISTS["news"], models=frozenset({"people.Person"}))
    monkeypatch.setitem(LISTS, "news", news)
    assert "/en/news/" in announced(make.make_person(), TakeDown.Scope.RECORD)
