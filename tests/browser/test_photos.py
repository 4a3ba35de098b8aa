"""Photos of an event are dropped, captioned and put in order, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.desk import photo_board
from sessions_app.models import Appearance, Event, Photo
from tests.browser.desk import at_the_desk, renew_token
from tests.support import factories as make
from tests.support.images import png

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop files onto the place for uploads, as from a folder's window."""
    page.locator(".photo-upload").evaluate(
        """(form, files) => {
            const data = new DataTransfer();
            for (const [name, bytes] of files) {
                data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
            }
            form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
        }""",
        [[name, list(content)] for name, content in files],
    )


@pytest.fixture
def event() -> Event:
    event = make.make_event(kind="sub_forum", city_zh_hans="上海", city_en="Shanghai")
    session = make.make_session(event, kind="keynote")
    for name, chinese in (("Lin Lan", "林岚"), ("Wang Hai", "王海")):
        person = make.make_person(name_en=name, name_zh_hans=chinese)
        make.make_appearance(session, person, title_en="Director", title_zh_hans="院长")
    return event


def test_photos_are_dropped_and_captioned(desk: Page, live_server: Any, event: Event) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    picture = png().read()
    drop(desk, ("a.png", picture), ("b.png", picture))
    cards = desk.locator("li.photo")
    expect(cards).to_have_count(2)

    first = cards.first
    first.get_by_label("Who stands in it").fill("Wang Hai, 林岚")
    first.get_by_role("button", name="Propose texts").click()
    proposed = first.locator(".proposal span")
    expect(proposed).to_have_text(["左起：王海、林岚", "From left: Wang Hai, Lin Lan"] * 2)
    captions = [first.get_by_label(f"Caption · {name}") for name in ("Chinese", "English")]
    assert [caption.input_value() for caption in captions] == ["", ""]
    # All at once, into what is empty.
    captions[0].fill("王海与林岚")
    desk.get_by_role("button", name="Use all proposals").click()
    expect(first.get_by_label("Alternative text · English")).not_to_have_value("")
    assert captions[0].input_value() == "王海与林岚"
    first.get_by_role("button", name="Move down").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("2 photos saved.")).to_be_visible()
    second, first_now = Photo.objects.order_by("pk")
    assert (first_now.position, second.position, second.caption_en, second.alt_en) == (
        1,
        2,
        "From left: Wang Hai, Lin Lan",
        "From left: Wang Hai, Lin Lan",
    )
    assert Appearance.objects.filter(photo=second).count() == 2


def test_a_move_shares_out_the_positions_of_its_page(
    desk: Page, live_server: Any, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_board, "MOST_PHOTOS", 2)
    # Photos between them were deleted.
    first, second, third, fourth = (
        make.make_photo(event, position=position).pk for position in (1, 5, 7, 9)
    )
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/?page=2")
    desk.get_by_role("button", name="Move down").first.click()
    expect(desk.get_by_text("Photo 4 of 4")).to_be_visible()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("2 photos saved.")).to_be_visible()
    photos = event.photos.order_by("position").values_list("pk", "position")
    assert [*photos] == [(first, 1), (second, 5), (fourth, 7), (third, 9)]


def test_one_credit_fills_all_that_have_none(desk: Page, live_server: Any, event: Event) -> None:
    for credit in ("", "Photo: Lin Lan", ""):
        make.make_photo(event, credit_en=credit)
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    desk.get_by_label("Credit for all photos: Credit · English").fill("Photo: Wang")
    desk.get_by_role("button", name="Fill in where it is empty").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("photos saved")).to_be_visible()
    credits = event.photos.order_by("pk").values_list("credit_en", flat=True)
    assert list(credits) == ["Photo: Wang", "Photo: Lin Lan", "Photo: Wang"]


def test_enter_fills_in_the_credit_for_all(desk: Page, live_server: Any, event: Event) -> None:
    make.make_photo(event)
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    credit = desk.get_by_label("Credit for all photos: Credit · English")
    credit.fill("Photo: Wang")
    credit.press("Enter")
    expect(desk.locator("[name=photos-0-credit_en]")).to_have_value("Photo: Wang")
    expect(credit).to_have_value("Photo: Wang")


def test_what_is_no_picture_is_told_and_the_others_stay(
    desk: Page, live_server: Any, event: Event
) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    drop(desk, ("notes.png", b"no picture"), ("b.png", png().read()))
    expect(desk.get_by_text("notes.png: This is not a picture that can be read.")).to_be_visible()
    expect(desk.get_by_text("b.png ✓")).to_be_visible()
    desk.locator("button.primary", has_text="Show the photos that were uploaded").click()
    expect(desk.locator(".photo-board .photo")).to_have_count(1)
    assert Photo.objects.count() == 1


def test_a_new_portrait_proposes_its_text(
    desk: Page, live_server: Any, event: Event, tmp_path: Any
) -> None:
    person = Appearance.objects.get(person__name_en="Lin Lan").person
    file = tmp_path / "portrait.png"
    file.write_bytes(png().read())
    desk.goto(f"{live_server.url}/admin/people/person/{person.pk}/change/")
    desk.set_input_files("#id_portrait", str(file))
    fields = [desk.locator(f"#id_portrait_alt_{code}") for code in ("zh_hans", "en")]
    expect(desk.locator(".proposal")).to_have_count(2)
    values_before = [field.input_value() for field in fields]
    for _text in range(2):
        desk.get_by_role("button", name="Use it").first.click()
    values_after = [field.input_value() for field in fields]
    assert (values_before, values_after) == (
        ["", ""],
        ["院长林岚的照片", "Photograph of Lin Lan, Director"],
    )


def test_a_photo_is_tied_to_a_guest_on_its_own_page(
    desk: Page, live_server: Any, event: Event
) -> None:
    photo = make.make_photo(event)
    desk.goto(f"{live_server.url}/admin/sessions_app/photo/{photo.pk}/change/")
    desk.fill("#id_who", "Lin Lan")
    desk.get_by_role("button", name="Propose texts").click()
    expect(desk.locator(".proposal")).to_have_count(4)
    desk.get_by_role("button", name="Use it").nth(1).click()
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.caption_en, Appearance.objects.get(photo=photo).person.name_en) == (
        "Lin Lan, Director, delivers a keynote speech",
        "Lin Lan",
    )


def test_the_name_of_a_file_goes_into_no_text(desk: Page, live_server: Any, event: Event) -> None:
    make.make_photo(event, caption_zh_hans="签约")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    caption = desk.get_by_label("Caption · Chinese")
    # Held back, so that the page is not loaded anew.
    desk.locator(".photo-upload").evaluate(
        "form => form.addEventListener('change', (event) => event.stopPropagation(), true)"
    )
    file = {"name": "a.png", "mimeType": "image/png", "buffer": png().read()}
    desk.set_input_files("#images", [file])
    expect(caption).to_have_value("签约")


def test_a_field_of_the_theme_names_its_file(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/photo/add/")
    file = {"name": "quay.png", "mimeType": "image/png", "buffer": png().read()}
    desk.set_input_files("#id_image", [file])
    expect(desk.get_by_label("Choose file to upload")).to_have_value("quay.png")


def test_a_document_is_chosen_without_complaint(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/sessions_app/document/add/")
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    desk.set_input_files("#id_file", [file])
    assert desk.locator("#id_file").evaluate("input => input.files[0].name") == "a.pdf"


def test_photos_are_dropped_while_others_are_sent(
    desk: Page, live_server: Any, event: Event
) -> None:
    """After signing in anew, too."""
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    renew_token(desk)
    picture = png().read()
    drop(desk, ("a.png", picture))
    drop(desk, *((f"{name}.png", picture) for name in "bcd"))
    expect(desk.locator("li.photo")).to_have_count(4)


def test_a_photo_that_is_moved_keeps_the_keyboard(
    desk: Page, live_server: Any, event: Event
) -> None:
    for position in (1, 2, 3):
        make.make_photo(event, position=position)
    desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
    down = desk.locator("li.photo").first.get_by_role("button", name="Move down")
    down.press("Enter")
    moved = desk.locator("li.photo").nth(1)
    expect(moved.get_by_role("button", name="Move down")).to_be_focused()
    expect(moved.get_by_role("status")).to_have_text("Photo 2 of 3")


def test_a_site_that_does_not_answer_is_told_of(page: Page, live_server: Any, event: Event) -> None:
    for _number in range(2):
        photo = make.make_photo(event)
        photo.appearances.add(*Appearance.objects.all())
    requests: list[str] = []
    with at_the_desk(page, live_server.url, refusals=True) as desk:
        desk.goto(f"{live_server.url}/admin/sessions_app/event/{event.pk}/photos/")
        desk.route(
            "**/caption/*", lambda route: (requests.append("asked"), route.fulfill(status=500))
        )
        desk.get_by_role("button", name="Use all proposals").click()
        notice = desk.locator("li.photo").first.get_by_role("status")
        expect(notice).to_have_text("The site did not answer: nothing was proposed.")
        expect(desk.get_by_role("button", name="Use all proposals")).to_be_enabled()
    assert requests == ["asked"]
