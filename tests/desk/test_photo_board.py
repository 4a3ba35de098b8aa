"""The photos of an event on one page: uploads, order, captions, who stands in them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from forum.desk import photo_board
from forum.desk.audit_sentences import sentence_of
from forum.models import AuditEntry
from sessions_app.models import Appearance, Event, Photo
from tests.support import factories as make
from tests.support.desk_client import address, queries
from tests.support.images import png
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(title_en="Green Ports")


def url(event: Event, name: str = "photos") -> str:
    return reverse(f"admin:sessions_app_event_{name}", args=[event.pk])


def upload(client: Client, event: Event, *files: Any) -> Any:
    answer = client.post(
        url(event, "photos_upload"), {"image": list(files)}, headers={"Accept": "application/json"}
    )
    return answer.json()["photos"]


def picture(name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png().read(), "image/png")


def typed(client: Client, event: Event, **values: Any) -> dict[str, Any]:
    """Return what the board sends of its first photo with some values typed into it."""
    data = sent_by(client.get(url(event)).context["board"])
    return data | {f"photos-0-{name}": value for name, value in values.items()}


def sent_by(board: Any) -> dict[str, Any]:
    data = {field.html_name: field.value() for field in board.management_form}
    for form in board.forms:
        data.update({field.html_name: field.value() or "" for field in form})
    return {name: value for name, value in data.items() if value is not False}


def test_many_photos_are_uploaded_at_once(admin_client: Client, event: Event) -> None:
    upload(admin_client, event, picture(), picture("b.png"))
    assert list(event.photos.values_list("position", flat=True)) == [1, 2]


def test_what_is_no_picture_is_refused_and_the_others_come_in(
    admin_client: Client, event: Event
) -> None:
    bad = SimpleUploadedFile("bad.png", b"not a picture", "image/png")
    answers = upload(admin_client, event, bad, picture())
    assert ([bool(answer["error"]) for answer in answers], event.photos.count()) == (
        [True, False],
        1,
    )


def test_without_script_the_upload_leads_back_to_the_board(
    admin_client: Client, event: Event
) -> None:
    answer = admin_client.post(url(event, "photos_upload"), {"image": picture()})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url(event)}?page=last")


def test_a_caption_is_stored_in_both_languages(admin_client: Client, event: Event) -> None:
    make.make_photo(event=event)
    texts = {"caption_zh_hans": "港口", "caption_en": "The port"}
    admin_client.post(url(event), typed(admin_client, event, **texts))
    assert Photo.objects.values(*texts).get() == texts


def test_the_trail_names_the_photo_and_what_was_changed(admin_client: Client, event: Event) -> None:
    make.make_photo(event=event, caption_en="The quay", caption_zh_hans="码头")
    make.make_appearance(make.make_session(event), make.make_person(name_en="Lin Lan"))
    changes = {"who": "Lin Lan", "alt_en": "A quay"}
    admin_client.post(url(event), typed(admin_client, event, **changes))
    entry = AuditEntry.objects.about(event).latest("pk")
    sentences = {}
    for code in ("en", "zh-hans"):
        with translation.override(code):
            sentences[code] = sentence_of(entry)
    assert sentences == {
        "en": "Changed Alternative text · English and Who stands in it, from the left "
        "for photo “The quay”.",
        "zh-hans": "修改了 图片“The quay”的 替代文本 · 英文 与 画面中的人物（左起）。",
    }


def test_a_photo_is_shown_with_who_stands_in_it(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event=event)
    appearance = make.make_appearance(make.make_session(event), make.make_person(name_en="Lin Lan"))
    admin_client.post(url(event), typed(admin_client, event, who="Lin Lan"))
    assert Appearance.objects.get(pk=appearance.pk).photo == photo


def in_two_photos(event: Event) -> tuple[Appearance, Photo, Photo]:
    """Return a guest with a photo beside the remarks, and two photos of the event."""
    second, first = make.make_photo(event, position=1), make.make_photo(event, position=2)
    person = make.make_person(name_en="Lin Lan")
    return make.make_appearance(make.make_session(event), person, photo=first), first, second


def test_a_guest_may_be_in_several_photos(admin_client: Client, event: Event) -> None:
    guest, first, second = in_two_photos(event)
    admin_client.post(url(event), typed(admin_client, event, who="Lin Lan"))
    guest.refresh_from_db()
    assert (guest.photo, {*guest.photos.all()}) == (first, {first, second})


def test_the_photo_beside_the_remarks_is_told(admin_client: Client, event: Event) -> None:
    in_two_photos(event)
    page = admin_client.post(url(event), typed(admin_client, event, who="Lin Lan"), follow=True)
    assert "“Lin Lan” is in several photos now." in page.text


def test_another_photo_takes_the_place_beside_the_remarks(
    admin_client: Client, event: Event
) -> None:
    guest, _first, second = in_two_photos(event)
    guest.photos.add(second)
    data = typed(admin_client, event)
    admin_client.post(url(event), data | {"photos-1-who": ""})
    guest.refresh_from_db()
    assert (guest.photo, [*guest.photos.all()]) == (second, [second])


def test_a_name_that_takes_no_part_is_refused(admin_client: Client, event: Event) -> None:
    make.make_photo(event=event)
    answer = admin_client.post(url(event), typed(admin_client, event, who="Nobody"))
    assert "Nobody" in str(answer.context["board"].forms[0].errors["who"])


def test_a_card_that_is_refused_keeps_no_other_from_being_saved(
    admin_client: Client, event: Event
) -> None:
    first, second = make.make_photo(event=event), make.make_photo(event=event)
    data = typed(admin_client, event, who="Nobody", caption_en="At the port")
    answer = admin_client.post(url(event), data | {"photos-1-caption_en": "At sea"})
    for photo in (first, second):
        photo.refresh_from_db()
    (problem,) = answer.context["problems"]
    assert (first.caption_en, second.caption_en) == (None, "At sea")
    assert "Photo 1, " in problem[1]
    assert answer.context["board"].forms[0]["caption_en"].value() == "At the port"


def test_what_was_refused_is_saved_beside_what_was_saved(
    admin_client: Client, event: Event
) -> None:
    first, second = make.make_photo(event=event), make.make_photo(event=event)
    data = typed(admin_client, event, who="Nobody", caption_en="At the port")
    answer = admin_client.post(url(event), data | {"photos-1-caption_en": "At sea"})
    again = sent_by(answer.context["board"]) | {"photos-0-who": ""}
    assert admin_client.post(url(event), again).status_code == 302
    for photo in (first, second):
        photo.refresh_from_db()
    assert (first.caption_en, second.caption_en) == ("At the port", "At sea")


def test_who_was_taken_out_beside_a_refused_card_stays_out(
    admin_client: Client, event: Event
) -> None:
    photo, _refused = make.make_photo(event=event), make.make_photo(event=event)
    person = make.make_person(name_en="Lin Lan")
    guest = make.make_appearance(make.make_session(event), person, photo=photo)
    data = typed(admin_client, event, who="")
    answer = admin_client.post(url(event), data | {"photos-1-who": "Nobody"})
    again = sent_by(answer.context["board"])
    admin_client.post(url(event), again | {"photos-1-who": ""})
    assert again["photos-0-who"] == ""
    assert [*guest.photos.all()] == []


def test_who_no_longer_stands_in_it_loses_the_photo(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event=event)
    session = make.make_session(event)
    appearance = make.make_appearance(session, make.make_person(name_en="Lin Lan"), photo=photo)
    admin_client.post(url(event), typed(admin_client, event, who=""))
    assert Appearance.objects.get(pk=appearance.pk).photo is None


def test_a_caption_leaves_a_shared_photo_where_it_is(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event=event)
    person = make.make_person(name_en="Lin Lan")
    for _session in range(2):
        make.make_appearance(make.make_session(event), person, photo=photo)
    admin_client.post(url(event), typed(admin_client, event, caption_en="The port"))
    assert Appearance.objects.filter(photo=photo).count() == 2


def test_an_overtaken_board_meets_the_conflict_screen(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event=event)
    data = typed(admin_client, event, caption_en="Mine")
    photo.caption_en = "Theirs"
    photo.save()
    answer = admin_client.post(url(event), data)
    assert (answer.status_code, Photo.objects.get().caption_en) == (409, "Theirs")


def test_what_was_typed_for_a_deleted_photo_is_told(admin_client: Client, event: Event) -> None:
    photo, other_photo = make.make_photo(event), make.make_photo(event)
    sent = typed(admin_client, event, caption_en="At the port")
    sent["photos-1-caption_en"] = "At sea"
    photo.delete()
    response = admin_client.post(url(event), sent, follow=True)
    other_photo.refresh_from_db()
    assert other_photo.caption_en == "At sea"
    assert [str(message) for message in response.context["messages"]] == [
        "1 photo saved.",
        "A photo of this page was deleted meanwhile. "
        "What was typed for it: Caption · English: At the port",
    ]


def namesakes(event: Event) -> list[Appearance]:
    """Return two guests of one name, in the order of the programme."""
    session = make.make_session(event)
    people = [make.make_person(name_zh_hans="王伟", name_en="Wang Wei") for _number in range(2)]
    return [
        make.make_appearance(session, person, position=place, title_en=f"Director {place}")
        for place, person in enumerate(people, 1)
    ]


def standing_in(photo: Photo) -> list[Appearance]:
    return list(photo.appearances.order_by("pk"))


def test_the_namesake_who_stands_in_a_photo_stays(admin_client: Client, event: Event) -> None:
    _first, second = namesakes(event)
    lan = make.make_appearance(second.session, make.make_person(name_zh_hans="李岚"))
    photo = make.make_photo(event=event)
    second.photos.add(photo)
    admin_client.post(url(event), typed(admin_client, event, who="王伟、李岚"))
    assert standing_in(photo) == [second, lan]


def test_both_namesakes_stand_in_a_photo(admin_client: Client, event: Event) -> None:
    guests = namesakes(event)
    photo = make.make_photo(event=event)
    admin_client.post(url(event), typed(admin_client, event, who="王伟、王伟"))
    assert standing_in(photo) == guests


def test_which_namesake_is_meant_is_asked(admin_client: Client, event: Event) -> None:
    namesakes(event)
    photo = make.make_photo(event=event)
    page = admin_client.post(url(event), typed(admin_client, event, who="王伟"))
    guests = "王伟 / Wang Wei · Speaker · Director 1; 王伟 / Wang Wei · Speaker · Director 2"
    sentence = f"Several guests are called “王伟”: {guests}."
    assert (sentence in page.text, standing_in(photo)) == (True, [])


def test_a_name_may_hold_a_comma(admin_client: Client, event: Event) -> None:
    person = make.make_person(name_en="Martin King, Jr.", name_zh_hans="")
    king = make.make_appearance(make.make_session(event), person)
    lan = make.make_appearance(king.session, make.make_person(name_en="Lin Lan"))
    photo = make.make_photo(event=event)
    admin_client.post(url(event), typed(admin_client, event, who="Martin King, Jr., Lin Lan"))
    assert standing_in(photo) == [king, lan]


def test_a_card_is_saved_whose_guest_bears_another_name_now(
    admin_client: Client, event: Event
) -> None:
    person = make.make_person(name_en="Lin Lan", name_zh_hans="")
    guest = make.make_appearance(make.make_session(event), person)
    photo = make.make_photo(event=event)
    guest.photos.add(photo)
    data = typed(admin_client, event, caption_en="The port")
    person.name_en = "Lin Lan-Wang"
    person.save()
    admin_client.post(url(event), {**data, "photos-0-who": "Lin Lan-Wang"})
    photo.refresh_from_db()
    assert (photo.caption_en, standing_in(photo)) == ("The port", [guest])


def test_every_photo_has_its_page(
    admin_client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_board, "MOST_PHOTOS", 2)
    photos = [make.make_photo(event=event, position=place) for place in (1, 2, 3)]
    page = admin_client.get(url(event), {"page": "last"})
    assert [form.instance for form in page.context["board"].forms] == photos[2:]
    assert '<ol class="photos" start="3" data-count="3">' in page.text
    data = sent_by(page.context["board"]) | {"photos-0-caption_en": "The port"}
    answer = admin_client.post(f"{url(event)}?page=last", data)
    photos[2].refresh_from_db()
    assert (photos[2].caption_en, answer.headers["Location"]) == (
        "The port",
        f"{url(event)}?page=last",
    )


def test_who_adds_no_photos_is_told_who_does(event: Event) -> None:
    page = enter("Reviewer-publisher").get(url(event)).text
    assert ("Your role adds no photos: ask an editor" in page, "photo-upload" in page) == (
        True,
        False,
    )


def test_captions_are_proposed(admin_client: Client, event: Event) -> None:
    person = make.make_person(name_en="Lin Lan", name_zh_hans="林岚")
    make.make_appearance(
        make.make_session(event, kind="keynote"), person, title_en="Director", title_zh_hans="院长"
    )
    answer = admin_client.get(url(event, "photos_caption"), {"who": "林岚"})
    assert answer.json()["texts"] == {
        "caption_zh_hans": "院长林岚出席“绿色港口”活动并作主旨发言",
        "caption_en": "Lin Lan, Director, delivers a keynote speech",
        "alt_zh_hans": "院长林岚的照片",
        "alt_en": "Photograph of Lin Lan, Director",
    }


def test_captions_are_of_the_namesake_who_stands_in_the_photo(
    admin_client: Client, event: Event
) -> None:
    _first, second = namesakes(event)
    photo = make.make_photo(event=event)
    second.photos.add(photo)
    query = {"who": "王伟", "photo": photo.pk}
    texts = admin_client.get(url(event, "photos_caption"), query).json()["texts"]
    assert texts["alt_en"] == "Photograph of Wang Wei, Director 2"


def test_an_empty_board_says_how_to_begin(admin_client: Client, event: Event) -> None:
    assert "This event has no photos yet" in admin_client.get(url(event)).text


def test_a_stranger_sees_no_board(client: Client, event: Event) -> None:
    assert client.get(url(event)).status_code == 302


@pytest.mark.parametrize("photos", [1, 3])
def test_queries_of_the_board(admin_client: Client, event: Event, photos: int) -> None:
    for _one in range(photos):
        make.make_appearance(make.make_session(event), photo=make.make_photo(event=event))
    assert queries(admin_client, url(event)) == 13


@pytest.mark.parametrize("place", ["board", "form"])
def test_who_refused_to_be_shown_is_told_where_the_photo_is_edited(
    admin_client: Client, event: Event, place: str
) -> None:
    photo = make.make_photo(event=event)
    guest = make.make_appearance(make.make_session(event), photo_consent="refused")
    addresses = {"board": url(event), "form": address(Photo, "change", photo.pk)}
    before = admin_client.get(addresses[place]).text
    guest.photos.add(photo)
    words = "Somebody on it refused to be shown"
    assert (words in before, words in admin_client.get(addresses[place]).text) == (False, True)


def test_an_embargo_is_told_on_the_guest_s_page(admin_client: Client) -> None:
    until = timezone.now() + timedelta(days=9)
    pages = [
        admin_client.get(address(Appearance, "change", guest.pk)).text
        for guest in (make.make_appearance(), make.make_appearance(embargoed_until=until))
    ]
    assert ["Under embargo: no public page" in page for page in pages] == [False, True]
