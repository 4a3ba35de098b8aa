"""What is taken offline shows nowhere, its files included; what is put back shows again."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.models import TakeDown
from forum.takedowns import mentions, places, put_back, take_offline
from forum.takedowns.actions import RefusedError
from people.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db

WORD = "Quillon"
KINDS = ("person", "appearance", "remarks", "photo", "document", "product", "event")
# Every page, list and file of a site in which each kind of record shows.
ADDRESSES = (
    *(
        f"/{code}/{path}"
        for code in ("en", "zh-hans")
        for path in (
            "", "events/", "people/", "organizations/", "knowledge/", "feed.xml", "news/feed.xml",
            "series/coast/", "series/coast/feed.xml", "events/ports/", "events/ports/opening/",
            "events/ports/parallel/", "events/ports/opening/parallel/", "events/ports/agenda.ics",
            "people/guest/", "people/other/", "organizations/institute/", "knowledge/course/",
            f"search/?q={WORD}",
        )
    ),
    "/sitemap.xml",
)  # fmt: skip


@dataclass
class Site:
    """A small site; the record of one kind bears the word, alone."""

    records: dict[str, Any]

    def named(self, kind: str) -> Any:
        return self.records["appearance" if kind == "remarks" else kind]


def site(kind: str) -> Site:
    """Make a site in which only what belongs to a kind of record has the word."""

    def said(one: str, *fields: str, rich: bool = False) -> dict[str, str]:
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
    other = make.make_person(slug="other", name_zh_hans="王海", name_en="Wang Hai")
    make.make_appearance(session, other, organization=institute)
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
            "event": event,
            "person": guest,
            "appearance": appearance,
            "photo": photo,
            "document": document,
            "product": product,
            "session": session,
        }
    )


@pytest.fixture
def staff() -> User:
    return User.objects.create_user("staff")


def scope(kind: str) -> str:
    return "remarks" if kind == "remarks" else "record"


def showing(client: Client, word: str = WORD) -> set[str]:
    """Return the addresses that show the word; the search repeats what was asked for."""
    # What was asked for stands on the search's page anyway.
    marked = (f"{word} word", f"<mark>{word}</mark>")
    pages = {path: client.get(path).content.decode() for path in ADDRESSES}
    return {
        path
        for path, page in pages.items()
        if any(one in page for one in (marked if "search" in path else (word,)))
    }


@pytest.mark.parametrize("kind", KINDS)
def test_it_shows_before_and_nowhere_after(client: Client, staff: User, kind: str) -> None:
    record = site(kind).named(kind)
    before = showing(client)
    take_offline(record, staff, "asked by the office", scope(kind))
    assert (bool(before), showing(client)) == (True, set())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_put_back_shows_where_it_did(client: Client, staff: User, kind: str) -> None:
    record = site(kind).named(kind)
    before = showing(client)
    take_offline(record, staff, "asked by the office", scope(kind))
    put_back(record, staff, scope(kind))
    assert showing(client) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_counts_nothing_of_it(client: Client, staff: User, kind: str) -> None:
    record = site(kind).named(kind)
    take_offline(record, staff, "asked", scope(kind))
    page = client.get(f"/en/search/?q={WORD}").content.decode()
    assert "0 results" in page or "No results" in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_that_shows_it_was_announced(client: Client, staff: User, kind: str) -> None:
    """What the preview lists holds every page that shows the word."""
    record = site(kind).named(kind)
    shown = {path.partition("?")[0] for path in showing(client)}
    with translation.override("en"):
        listed = {address for one in places(record, scope(kind)) for _code, address in one.links}
    assert shown - listed == set()


def test_the_sitemap_names_no_page_of_it(client: Client, staff: User) -> None:
    found = site("person")
    take_offline(found.records["person"], staff, "asked")
    assert b"/people/guest/" not in client.get("/sitemap.xml").content


def test_the_picture_of_shared_links_is_gone_with_the_event(client: Client, staff: User) -> None:
    found = site("event")
    before = client.get("/en/events/ports/share.png").status_code
    take_offline(found.records["event"], staff, "asked")
    assert (before, client.get("/en/events/ports/share.png").status_code) == (200, 410)


def test_a_document_is_gone_with_the_person(client: Client, staff: User) -> None:
    appearance = make.make_appearance()
    document = make.make_document(appearance.session.event, appearance=appearance)
    take_offline(appearance.person, staff, "asked")
    assert client.get(document.get_absolute_url()).status_code == 410


def test_an_offline_organization_is_named_on_no_cover(client: Client, staff: User) -> None:
    role = make.make_role(printed_name_en=WORD, printed_name_zh_hans=WORD)
    path = role.event.get_absolute_url()
    before = WORD in client.get(path).content.decode()
    take_offline(role.organization, staff, "asked")
    assert (before, WORD in client.get(path).content.decode()) == (True, False)


# Files


def files(settings: Settings) -> tuple[set[str], set[str]]:
    """Return the pictures in the public folder, and those in the private one."""
    roots = (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT) / "offline")
    public, private = (
        {str(one.relative_to(root)) for one in root.rglob("*") if one.is_file()} for root in roots
    )
    return public, private


def pictured(kind: str) -> tuple[Any, Any]:
    """Return a record to take offline, and a picture that goes with it."""
    from tests.images import png

    if kind == "person":
        record = make.make_person(portrait=png())
        return record, record.portrait
    if kind == "event":
        record = make.make_event(cover=png())
        return record, record.cover
    if kind == "product":
        record = make.make_product(cover=png())
        return record, record.cover
    if kind == "organization":
        record = make.make_organization(logo=png())
        return record, record.logo
    event = make.make_event()
    photo = make.make_photo(event)
    session = make.make_session(event)
    appearance = make.make_appearance(session, photo=photo)
    records = {
        "photo": photo,
        "appearance of the photo": appearance,
        "person on the photo": appearance.person,
        "event of the photo": event,
        "session of the photo": session,
    }
    if kind == "session of the photo":
        photo.session = session
        photo.save()
    return records[kind], photo.image


PICTURED = (
    "person", "event", "product", "organization", "photo", "appearance of the photo",
    "person on the photo", "event of the photo", "session of the photo",
)  # fmt: skip
pictures = pytest.mark.parametrize("kind", PICTURED)


@pictures
def test_no_file_of_it_stays_in_the_public_folder(
    settings: Settings,
    staff: User,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record, picture = pictured(kind)
    before, _none = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(record, staff, "asked")
    assert (str(picture.name) in before, files(settings)) == (True, (set(), before))


@pictures
def test_its_files_come_back(
    settings: Settings,
    staff: User,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record, _picture = pictured(kind)
    before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(record, staff, "asked")
    with django_capture_on_commit_callbacks(execute=True):
        put_back(record, staff)
    assert files(settings) == before


@pictures
def test_a_machine_that_stopped_between_is_mended(
    settings: Settings, staff: User, kind: str
) -> None:
    record, _picture = pictured(kind)
    before, _none = files(settings)
    take_offline(record, staff, "asked")
    call_command("sync_media", stdout=StringIO())
    assert files(settings) == (set(), before)


def test_a_group_photo_stays_while_somebody_on_it_is_public(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    guests = [make.make_appearance(make.make_session(photo.event), photo=photo) for _each in "ab"]
    before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(guests[0].person, staff, "asked")
    assert files(settings) == before


def test_two_rows_of_one_file_keep_it_public(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    make.make_photo(image=photo.image.name)
    before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    assert files(settings) == before


def test_sync_says_how_many_files_it_moved(staff: User) -> None:
    photo = make.make_photo()
    take_offline(photo, staff, "asked")
    said = StringIO()
    call_command("sync_media", stdout=said)
    call_command("sync_media", stdout=said)
    count = len(list(photo.image.variants())) + 1
    assert said.getvalue() == f"{count} files moved.\n0 files moved.\n"


def test_a_deleted_picture_goes_from_the_private_folder_too(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert files(settings) == (set(), set())


def test_staff_still_see_the_picture(
    admin_client: Client,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    page = admin_client.get(f"/admin/sessions_app/photo/{photo.pk}/change/").content.decode()
    address = reverse("offline-picture", args=[photo.image.name])
    content = admin_client.get(address).getvalue()
    assert (address in page, content[:4]) == (True, b"\x89PNG")


@pytest.mark.parametrize("name", ["../../secret.png", "documents/agenda.pdf", "photos/none.png"])
def test_no_other_file_is_handed_out(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/offline-pictures/{name}").status_code in (302, 404)


def test_visitors_see_no_offline_picture(client: Client) -> None:
    assert client.get("/admin/offline-pictures/photos/a.png").status_code == 302


# History


def test_the_reason_and_who_gave_it_are_kept(staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, " asked by the office ")
    kept = TakeDown.objects.about(person).get()
    assert (kept.reason, kept.by, kept.undone_at) == ("asked by the office", staff, None)


def test_putting_back_keeps_the_history(staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, "asked")
    put_back(person, staff)
    kept = TakeDown.objects.about(person).get()
    assert (person.status, kept.undone_by, kept.undone_at is None) == ("published", staff, False)


def test_the_first_publication_is_kept(staff: User) -> None:
    person = make.make_person()
    before = person.published_at
    take_offline(person, staff, "asked")
    put_back(person, staff)
    person.refresh_from_db()
    assert person.published_at == before


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
    with pytest.raises(RefusedError, match=why):
        take_offline(make_one(), staff, reason)


def test_what_is_online_is_not_put_back(staff: User) -> None:
    with pytest.raises(RefusedError, match="It is not offline"):
        put_back(make.make_person(), staff)


# Mentions


def named_person() -> Any:
    return make.make_person(name_zh_hans="欧阳岚", name_en="Mira Quillon", aliases=["M. Quillon"])


def passages(record: Any) -> list[tuple[str, str, str]]:
    return [(type(one.record).__name__, one.language, str(one.passage)) for one in mentions(record)]


def test_the_name_is_found_in_remarks_of_others() -> None:
    person = named_person()
    make.make_appearance(
        remarks_zh_hans="<p>感谢欧阳岚。</p>", remarks_en="<p>I thank Mira Quillon.</p>"
    )
    assert passages(person) == [
        ("Appearance", "zh-hans", "感谢<mark>欧阳岚</mark>。"),
        ("Appearance", "en", "I thank <mark>Mira Quillon</mark>."),
    ]


@pytest.mark.parametrize(
    ("make_one", "found"),
    [
        (lambda: make.make_photo(caption_en="Mira Quillon speaks"), ("Photo", "en")),
        (lambda: make.make_photo(alt_zh_hans="欧阳岚在台上"), ("Photo", "zh-hans")),
        (lambda: make.make_photo(credit_en="Mira Quillon"), ("Photo", "en")),
        (lambda: make.make_appearance(caption_en="With Mira Quillon"), ("Appearance", "en")),
        (lambda: make.make_event(cover_alt_en="Mira Quillon"), ("Event", "en")),
        (lambda: make.make_event(title_zh_hans="欧阳岚论坛"), ("Event", "zh-hans")),
        (lambda: make.make_page(body_en="<p>By M. Quillon.</p>"), ("Page", "en")),
        (lambda: make.make_document(title_zh_hans="欧阳岚讲稿"), ("Document", "zh-hans")),
    ],
)
def test_the_name_is_found_in(make_one: Callable[[], Any], found: tuple[str, str]) -> None:
    person = named_person()
    make_one()
    assert [one[:2] for one in passages(person)] == [found]


def test_the_person_s_own_record_is_no_mention() -> None:
    person = named_person()
    make.make_appearance(person=person, remarks_en="<p>I, Mira Quillon, say so.</p>")
    assert passages(person) == []


def test_a_part_of_another_word_is_no_mention() -> None:
    person = make.make_person(name_zh_hans="", name_en="Lin")
    make.make_appearance(remarks_en="<p>Berlin is linked.</p>")
    assert passages(person) == []


def test_what_is_not_public_is_said() -> None:
    person = named_person()
    make.make_page(body_en="<p>Mira Quillon</p>", status="draft")
    assert [one.is_public for one in mentions(person)] == [False]


# The desk


def page_of(record: Any, what: str = "record") -> str:
    kind = ContentType.objects.get_for_model(record)
    return reverse("offline", args=[kind.pk, record.pk, what])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_asks_first(admin_client: Client, kind: str, language: str) -> None:
    admin_client.cookies["django_language"] = language
    record = site(kind).named(kind)
    response = admin_client.get(page_of(record, scope(kind)))
    assert (response.status_code, bool(response.context["places"])) == (200, True)


def test_taking_offline_at_the_desk_is_logged(admin_client: Client, admin_user: User) -> None:
    person = make.make_person()
    admin_client.post(page_of(person), {"reason": "asked"})
    person.refresh_from_db()
    entry = LogEntry.objects.get()
    assert (person.status, entry.user, entry.get_change_message()) == (
        "offline",
        admin_user,
        "Taken offline: asked",
    )


def test_without_a_reason_nothing_is_done(admin_client: Client) -> None:
    person = make.make_person()
    response = admin_client.post(page_of(person), {"reason": " "})
    person.refresh_from_db()
    assert (response.context["refused"], person.status) == (
        "Give the reason: it is kept for the staff only.",
        "published",
    )


def test_it_is_put_back_at_the_desk(admin_client: Client, staff: User) -> None:
    person = make.make_person()
    take_offline(person, staff, "asked")
    admin_client.post(page_of(person), {"put_back": "1"})
    person.refresh_from_db()
    assert person.status == "published"


def test_only_remarks_of_an_appearance_have_a_scope(admin_client: Client) -> None:
    assert admin_client.get(page_of(make.make_person(), "remarks")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_change_it_takes_nothing_offline(client: Client, method: str) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    person = make.make_person()
    response = getattr(client, method)(page_of(person), {"reason": "asked"})
    person.refresh_from_db()
    assert (response.status_code, person.status) == (403, "published")


def test_the_form_leads_to_the_page(admin_client: Client) -> None:
    appearance = make.make_appearance()
    url = f"/admin/sessions_app/appearance/{appearance.pk}/change/"
    page = admin_client.get(url).content.decode()
    addresses = (page_of(appearance), page_of(appearance, "remarks"))
    assert [address in page for address in addresses] == [True, True]


def test_a_draft_offers_nothing_to_take_offline(admin_client: Client) -> None:
    person = make.make_person(status="draft")
    page = admin_client.get(f"/admin/people/person/{person.pk}/change/").content.decode()
    assert page_of(person) not in page


def test_a_row_leads_to_the_page(admin_client: Client) -> None:
    person = make.make_person()
    response = admin_client.get(f"/admin/people/person/{person.pk}/take-offline/")
    assert response.headers["Location"] == page_of(person)
