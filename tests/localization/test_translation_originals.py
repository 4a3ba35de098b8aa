"""Two originals: when one is changed alone, the editor is asked whether the other still holds."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from forum.core.acting_user import acting
from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.models import AuditEntry, TranslationTally
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.history.test_conflicts import opened, send
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return make.make_person(name_zh_hans="林岚", name_en="Lin Lan")


def asks(record: Any, field: str) -> bool:
    stored = type(record)._default_manager.get(pk=record.pk)
    return unit_of(stored, field, "en", "zh-hans").asks


def question(record: Any) -> str:
    return reverse("translation-originals", args=[record._meta.model_name, record.pk])


def marks(response: Any) -> dict[str, str]:
    """Return column -> state of what stands beside the fields of a form."""
    fields = response.context["adminform"].form.fields
    return {name: unit.translation.state for name, unit in fields.items() if translated(unit)}


def translated(field: Any) -> bool:
    return hasattr(field, "translation")


@pytest.mark.parametrize(("column", "text"), [("name_zh_hans", "林岚岚"), ("name_en", "Lin L.")])
def test_one_changed_alone_is_asked_about(
    admin_client: Client, person: Any, column: str, text: str
) -> None:
    response = send(admin_client, person, opened(admin_client, person), **{column: text})
    assert response["Location"].startswith(question(person))
    assert asks(person, "name")
    assert TranslationTally.objects.get(language="en").unconfirmed == 1


def test_both_changed_are_not(admin_client: Client, person: Any) -> None:
    data = opened(admin_client, person)
    response = send(admin_client, person, data, name_zh_hans="何平", name_en="He Ping")
    assert (response["Location"], asks(person, "name")) == (address(Person, "changelist"), False)


def test_spaces_and_other_fields_are_not(admin_client: Client, person: Any) -> None:
    data = opened(admin_client, person)
    response = send(admin_client, person, data, name_en="Lin  Lan", country="CN")
    assert response["Location"] == address(Person, "changelist")


def test_a_translation_is_not_asked_about(admin_client: Client) -> None:
    person = make.make_person(biography_zh_hans="<p>园区</p>", biography_en="<p>Parks</p>")
    data = opened(admin_client, person)
    response = send(admin_client, person, data, biography_zh_hans="<p>港口</p>")
    assert response["Location"] == address(Person, "changelist")


def test_the_question_shows_the_pair_and_leads_on(admin_client: Client, person: Any) -> None:
    data = opened(admin_client, person)
    response = send(admin_client, person, data, name_zh_hans="林岚岚")
    page = admin_client.get(response["Location"])
    [pair] = page.context["pairs"]
    assert (pair.label, pair.unit.source, pair.unit.text) == ("Name", "林岚岚", "Lin Lan")
    assert page.context["onward"] == address(Person, "changelist")


def test_what_still_holds_is_noted_with_who(
    admin_client: Client, admin_user: User, person: Any
) -> None:
    send(admin_client, person, opened(admin_client, person), name_zh_hans="林岚岚")
    [pair] = admin_client.get(question(person)).context["pairs"]
    admin_client.post(question(person), {"holds": pair.version_token})
    entry = Person.objects.get().translations["name"]["en"]
    assert (entry["state"], entry["by"], entry["source"]) == (
        TranslationState.AUTHORED,
        admin_user.pk,
        "林岚岚",
    )
    assert not asks(person, "name")
    assert AuditEntry.objects.about(person).exclude(action="baseline").count() == 2


def test_what_is_left_for_later_goes_on_asking(admin_client: Client, person: Any) -> None:
    send(admin_client, person, opened(admin_client, person), name_zh_hans="林岚岚")
    admin_client.post(question(person))
    assert asks(person, "name")
    page = admin_client.get(address(Person, "change", person.pk))
    assert marks(page) == {"name_en": "unconfirmed"}


def test_what_was_changed_meanwhile_is_not_confirmed(admin_client: Client, person: Any) -> None:
    send(admin_client, person, opened(admin_client, person), name_zh_hans="林岚岚")
    [pair] = admin_client.get(question(person)).context["pairs"]
    send(admin_client, person, opened(admin_client, person), name_zh_hans="林岚山")
    admin_client.post(question(person), {"holds": pair.version_token})
    assert asks(person, "name")


def test_the_rows_of_a_session_are_asked_about(admin_client: Client) -> None:
    guest = make.make_appearance(title_zh_hans="局长", title_en="Director")
    url = f"/admin/sessions_app/session/{guest.session_id}/change/"
    data = read_form(admin_client, url)
    response = admin_client.post(url, {**data, "appearances-0-title_en": "Head", "_continue": ""})
    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [url]}
    [pair] = admin_client.get(response["Location"]).context["pairs"]
    assert pair.record == Appearance.objects.get()


def test_a_second_answer_leads_on(admin_client: Client, person: Any) -> None:
    response = admin_client.get(question(person), {"next": "https://elsewhere.example/"})
    assert response["Location"] == address(Person, "change", person.pk)


def test_a_form_marks_each_translation(admin_client: Client) -> None:
    event = make.make_event(introduction_zh_hans="<p>港口</p>", introduction_en="<p>Ports</p>")
    event.introduction_zh_hans = "<p>码头</p>"
    event.city_zh_hans = "上海"
    event.save()
    page = admin_client.get(address(Event, "change", event.pk))
    assert marks(page) == {
        "title_en": "authored",
        "city_en": "missing",
        "introduction_en": "outdated",
    }
    assert reverse("translation-unit", args=["event", event.pk, "introduction", "en"]) in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_marks_ask_one_query_for_names(admin_client: Client, admin_user: User, rows: int) -> None:
    session = make.make_session()
    for _row in range(rows):
        make.make_appearance(session)
    Appearance.objects.update(translations={})
    with acting(admin_user.pk):
        for guest in Appearance.objects.all():
            guest.save()
    assert queries(admin_client, address(type(session), "change", session.pk)) == 11
