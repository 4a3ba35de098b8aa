"""One photo on its own page: who stands in it, and the texts that the data propose."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo
from tests.support import factories as make
from tests.support.admin_forms import errors, read_form
from tests.support.desk_client import address
from tests.support.images import png
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event()


def guest(event: Event, name: str, **values: Any) -> Appearance:
    person = make.make_person(name_en=name, name_zh_hans=f"中{name}")
    return make.make_appearance(make.make_session(event), person, **values)


def save(client: Client, photo: Photo, **values: Any) -> Any:
    url = address(Photo, "change", photo.pk)
    return client.post(url, read_form(client, url) | values)


def test_who_stands_in_it_is_stored(admin_client: Client, event: Event) -> None:
    photo, appearance = make.make_photo(event), guest(event, "Lin Lan")
    save(admin_client, photo, who="Lin Lan")
    assert Appearance.objects.get(pk=appearance.pk).photo == photo


def test_who_no_longer_stands_in_it_loses_it(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event)
    appearance = guest(event, "Lin Lan", photo=photo)
    save(admin_client, photo, who="")
    assert Appearance.objects.get(pk=appearance.pk).photo is None


def test_an_untouched_photo_touches_nobody(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event)
    appearance = guest(event, "Lin Lan", photo=photo)
    save(admin_client, photo, alt_en="A port")
    assert Appearance.objects.get(pk=appearance.pk).version == appearance.version


def test_a_moderator_keeps_it_with_every_appearance(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event)
    appearance = guest(event, "Lin Lan", photo=photo, role="moderator")
    make.make_appearance(make.make_session(event), appearance.person, photo=photo, role="moderator")
    guest(event, "Wang Hai")
    save(admin_client, photo, who="Wang Hai, Lin Lan")
    stored = Appearance.objects.filter(photo=photo).values_list("person__name_en", flat=True)
    assert sorted(stored) == ["Lin Lan", "Lin Lan", "Wang Hai"]


def test_a_name_that_takes_no_part_is_refused(admin_client: Client, event: Event) -> None:
    answer = save(admin_client, make.make_photo(event), who="Nobody")
    assert errors(answer) == {
        "who": ["“Nobody” takes part in no session of this event; check the spelling."]
    }


def test_a_session_of_another_event_is_refused(admin_client: Client, event: Event) -> None:
    answer = save(admin_client, make.make_photo(event), session=make.make_session().pk)
    assert errors(answer) == {
        "session": ["This session belongs to another event; choose one of this."]
    }


def test_guests_stand_in_the_caption_s_order(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(event, caption_en="From left: Wang Hai, Lin Lan")
    for name in ("Lin Lan", "Wang Hai"):
        guest(event, name, photo=photo)
    form = admin_client.get(address(Photo, "change", photo.pk)).context["adminform"].form
    assert form["who"].value() == "Wang Hai, Lin Lan"


def test_a_new_photo_is_stored_with_its_guests(admin_client: Client, event: Event) -> None:
    appearance = guest(event, "Lin Lan")
    url = address(Photo, "add")
    image = SimpleUploadedFile("a.png", png().read(), "image/png")
    sent = {"event": event.pk, "image": image, "who": "Lin Lan"}
    admin_client.post(url, read_form(admin_client, url) | sent)
    assert Appearance.objects.get(pk=appearance.pk).photo == Photo.objects.get()


def test_a_translator_names_nobody(client: Client, event: Event) -> None:
    make_roles()
    user = User.objects.create_user("translator", is_staff=True)
    user.groups.add(Group.objects.get(name="English translator"))
    client.force_login(user)
    photo, appearance = make.make_photo(event), guest(event, "Lin Lan")
    save(client, photo, who="Lin Lan")
    assert Appearance.objects.get(pk=appearance.pk).photo is None


def portrait_texts(client: Client, pk: int, **names: str) -> Any:
    return client.get(reverse("portrait-texts", args=[pk]), names).json()["texts"]


def test_a_portrait_is_described_from_the_last_title(admin_client: Client) -> None:
    person = make.make_appearance(title_en="Director").person
    assert portrait_texts(admin_client, person.pk, name_en="Lin Lan") == {
        "portrait_alt_en": "Photograph of Lin Lan, Director"
    }


def test_a_new_person_is_described_by_the_typed_name(admin_client: Client) -> None:
    assert portrait_texts(admin_client, 0, name_zh_hans="林岚") == {
        "portrait_alt_zh_hans": "林岚的照片"
    }


@pytest.mark.parametrize("page", ["add", "change"])
def test_the_person_s_form_knows_where_to_ask(admin_client: Client, page: str) -> None:
    pk = make.make_person().pk
    body = admin_client.get(address(Person, page, *([pk] if page == "change" else []))).text
    photo_key = pk if page == "change" else 0
    assert f'data-proposals="/admin/people/person/{photo_key}/portrait-texts/"' in body
