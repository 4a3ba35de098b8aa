"""Two editors at one record: one is stored, the other is asked, nobody's text is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from people.models import Person, User
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address
from tests.support.images import png

PARALLEL = 50


def opened(client: Client, record: Any) -> dict[str, Any]:
    return read_form(client, address(type(record), "change", record.pk))


def send(client: Client, record: Any, data: dict[str, Any], **typed: Any) -> Any:
    return client.post(address(type(record), "change", record.pk), {**data, **typed})


def asked_to_delete(client: Client, record: Any) -> dict[str, Any]:
    """Return what the question before a deletion sends."""
    page = client.get(address(type(record), "delete", record.pk))
    (token,) = re.findall(r'name="version_token" value="(\w+)"', page.text)
    return {"post": "yes", "version_token": token}


def answered(response: Any, choice: str) -> dict[str, Any]:
    """Return what the conflict screen sends when one side is chosen everywhere."""
    data: dict[str, Any] = {}
    for name, value in response.context["carried"]:
        data.setdefault(name, []).append(value)
    for row in response.context["rows"]:
        data[row.version_token[0]] = row.version_token[1]
        data.update({option.name: choice for option in row.choices})
    return data


@pytest.fixture
def person() -> Person:
    return make.make_person(name_zh_hans="林岚", name_en="Lin Lan")


@pytest.mark.django_db
def test_the_second_save_meets_the_conflict_screen(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    assert send(admin_client, person, data, name_en="Lin Lan B").status_code == 409


@pytest.mark.django_db
def test_the_second_save_stores_nothing(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    send(admin_client, person, data, name_en="Lin Lan B")
    assert Person.objects.get().name_en == "Lin Lan A"


@pytest.mark.django_db
def test_the_screen_shows_both_versions(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    screen = send(admin_client, person, data, name_en="Lin Lan <B>")
    (row,) = screen.context["rows"]
    choices = [(choice.label, choice.mine, choice.theirs, choice.chosen) for choice in row.choices]
    assert choices == [("Name · English", "Lin Lan <B>", "Lin Lan A", "")]


@pytest.mark.django_db
def test_the_screen_escapes_what_was_typed(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    screen = send(admin_client, person, data, name_en="<script>x</script>")
    assert "<script>x" not in screen.text


@pytest.mark.django_db
def test_the_screen_names_who_saved(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    (row,) = send(admin_client, person, data, name_en="Lin Lan B").context["rows"]
    assert (row.who, row.is_own) == ("admin", True)


@pytest.mark.django_db
@pytest.mark.parametrize("is_own", [True, False])
def test_the_screen_tells_one_s_own_other_window_from_others(
    admin_client: Client, person: Person, is_own: bool
) -> None:
    data = opened(admin_client, person)
    other_client = Client()
    other_client.force_login(User.objects.create_superuser("wang"))
    send(admin_client if is_own else other_client, person, data, name_en="Lin Lan A")
    text = send(admin_client, person, data, name_en="Lin Lan B").text
    words = ("Saved by yourself in another window", "you saved in another window", "Saved by wang")
    assert [sentence in text for sentence in words] == [is_own, is_own, not is_own]


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "name"), [("mine", "Lin Lan B"), ("theirs", "Lin Lan A")])
def test_what_was_chosen_is_stored(
    admin_client: Client, person: Person, choice: str, name: str
) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    screen = send(admin_client, person, data, name_en="Lin Lan B")
    saved = send(admin_client, person, answered(screen, choice))
    assert (saved.status_code, Person.objects.get().name_en) == (302, name)


@pytest.mark.django_db
def test_a_field_that_only_one_side_changed_is_chosen_already(
    admin_client: Client, person: Person
) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_zh_hans="林澜")
    (row,) = send(admin_client, person, data, name_en="Lin Lan B").context["rows"]
    assert {choice.label: choice.chosen for choice in row.choices} == {
        "Name · Chinese": "theirs",
        "Name · English": "mine",
    }


@pytest.mark.django_db
def test_a_form_that_changes_nothing_overwrites_nothing(
    admin_client: Client, person: Person
) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    saved = send(admin_client, person, data)
    assert (saved.status_code, Person.objects.get().name_en) == (302, "Lin Lan A")


@pytest.mark.django_db
def test_an_answer_that_was_overtaken_is_asked_again(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    screen = send(admin_client, person, data, name_en="Lin Lan B")
    send(admin_client, person, opened(admin_client, person), name_en="Lin Lan C")
    assert send(admin_client, person, answered(screen, "mine")).status_code == 409


@pytest.mark.django_db
def test_a_form_without_its_version_overwrites_nothing(
    admin_client: Client, person: Person
) -> None:
    data = opened(admin_client, person)
    del data["version_token"]
    assert send(admin_client, person, data, name_en="Lin Lan B").status_code == 409


@pytest.mark.django_db
def test_what_was_typed_into_a_deleted_record_is_shown(
    admin_client: Client, person: Person
) -> None:
    data = opened(admin_client, person)
    admin_client.post(address(Person, "delete", person.pk), asked_to_delete(admin_client, person))
    screen = send(admin_client, person, data, name_en="Lin Lan B")
    assert ("Name · English", "Lin Lan B") in [
        (text.label, text.text) for text in screen.context["texts"]
    ]
    assert "Deleted by yourself in another window" in screen.text


@pytest.mark.django_db
def test_a_deleted_record_is_created_again(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    Person.objects.all().delete()
    screen = send(admin_client, person, data, name_en="Lin Lan B")
    again: dict[str, list[str]] = {}
    for name, value in screen.context["carried"]:
        again.setdefault(name, []).append(value)
    admin_client.post(screen.context["add_url"], again)
    assert Person.objects.get().name_en == "Lin Lan B"


@pytest.mark.django_db
@pytest.mark.parametrize(("changed", "left"), [(True, 1), (False, 0)])
def test_only_what_was_looked_at_is_deleted(
    admin_client: Client, person: Person, changed: bool, left: int
) -> None:
    token = asked_to_delete(admin_client, person)
    if changed:
        person.save()
    admin_client.post(address(Person, "delete", person.pk), token)
    assert Person.objects.count() == left


@pytest.fixture
def session() -> Session:
    session = make.make_session()
    for name in ("Lin Lan", "Wang Hai"):
        make.make_appearance(session, make.make_person(name_en=name), title_en="Director")
    return session


@pytest.mark.django_db
def test_a_row_that_others_changed_meets_the_screen(admin_client: Client, session: Session) -> None:
    data = opened(admin_client, session)
    first = session.appearances.get(pk=data["appearances-0-id"])
    first.title_en = "Dean"
    first.save()
    send(admin_client, session, data, **{"appearances-0-title_en": "Rector"})
    assert Appearance.objects.get(pk=first.pk).title_en == "Dean"


@pytest.mark.django_db
def test_a_row_that_only_others_changed_is_left_alone(
    admin_client: Client, session: Session
) -> None:
    data = opened(admin_client, session)
    first = session.appearances.get(pk=data["appearances-0-id"])
    first.title_en = "Dean"
    first.save()
    saved = send(admin_client, session, data, **{"appearances-1-title_en": "Rector"})
    titles = Appearance.objects.order_by("pk").values_list("title_en", flat=True)
    assert (saved.status_code, sorted(titles)) == (302, ["Dean", "Rector"])


@pytest.mark.django_db
def test_a_row_that_others_changed_is_not_deleted_unseen(
    admin_client: Client, session: Session
) -> None:
    data = opened(admin_client, session)
    session.appearances.get(pk=data["appearances-0-id"]).save()
    screen = send(admin_client, session, data, **{"appearances-0-DELETE": "on"})
    assert (screen.status_code, Appearance.objects.count()) == (409, 2)


def row_deleted(session: Session, data: dict[str, Any]) -> int:
    """Delete the first row of a form that is open; return its key."""
    first = session.appearances.get(pk=data["appearances-0-id"])
    first.delete()
    return int(data["appearances-0-id"])


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{"appearances-0-DELETE": "on"}, {}])
def test_a_row_that_others_deleted_stands_in_nobody_s_way(
    admin_client: Client, session: Session, sent: dict[str, str]
) -> None:
    data = opened(admin_client, session)
    row_deleted(session, data)
    saved = send(admin_client, session, data, **sent, **{"appearances-1-title_en": "Rector"})
    titles = Appearance.objects.values_list("title_en", flat=True)
    assert (saved.status_code, list(titles)) == (302, ["Rector"])


@pytest.mark.django_db
def test_what_was_typed_into_a_row_that_others_deleted_is_shown(
    admin_client: Client, session: Session
) -> None:
    data = opened(admin_client, session)
    row_deleted(session, data)
    screen = send(admin_client, session, data, **{"appearances-0-title_en": "Rector"})
    (row,) = screen.context["rows"]
    assert (screen.status_code, "Rector" in [text.text for text in row.typed]) == (409, True)


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "titles"), [("on", ["Director", "Rector"]), ("", ["Director"])])
def test_a_row_that_others_deleted_comes_back_if_that_is_chosen(
    admin_client: Client, session: Session, answer: str, titles: list[str]
) -> None:
    data = opened(admin_client, session)
    row_deleted(session, data)
    screen = send(admin_client, session, data, **{"appearances-0-title_en": "Rector"})
    (row,) = screen.context["rows"]
    saved = send(admin_client, session, answered(screen, "mine"), **{row.again: answer})
    title_ens = session.appearances.order_by("title_en").values_list("title_en", flat=True)
    assert (saved.status_code, list(title_ens)) == (302, titles)


@pytest.mark.django_db
def test_the_screen_names_who_saved_a_row_in_another_form(
    admin_client: Client, session: Session
) -> None:
    data = opened(admin_client, session)
    send(admin_client, session, data, **{"appearances-0-title_en": "Dean"})
    screen = send(admin_client, session, data, **{"appearances-0-title_en": "Rector"})
    assert [row.who for row in screen.context["rows"]] == ["admin"]


@pytest.mark.django_db
def test_a_file_is_asked_for_again(admin_client: Client, person: Person) -> None:
    data = opened(admin_client, person)
    send(admin_client, person, data, name_en="Lin Lan A")
    screen = send(admin_client, person, data, portrait=png())
    (row,) = screen.context["rows"]
    (file,) = row.files
    send(admin_client, person, answered(screen, "theirs"), **{file.name: png()})
    person.refresh_from_db()
    assert (file.sent, person.name_en, bool(person.portrait)) == (
        "picture.png",
        "Lin Lan A",
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("edited", "left"), [(True, 1), (False, 0)])
def test_a_session_whose_guest_was_changed_is_not_deleted_unseen(
    admin_client: Client, session: Session, edited: bool, left: int
) -> None:
    data = asked_to_delete(admin_client, session)
    if edited:
        session.appearances.all()[0].save()
    admin_client.post(address(Session, "delete", session.pk), data)
    assert Session.objects.count() == left


@pytest.mark.django_db
def test_an_event_whose_session_was_changed_is_not_deleted_unseen(
    admin_client: Client, session: Session
) -> None:
    data = asked_to_delete(admin_client, session.event)
    session.save()
    admin_client.post(address(Event, "delete", session.event.pk), data)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_that_waited_for_a_deletion_keeps_what_was_typed() -> None:
    person = make.make_person()
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    data = opened(client, person)

    def save() -> int:
        try:
            return int(send(client, person, data, name_en="Lin Lan B").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as editor:
        with transaction.atomic():
            Person.objects.select_for_update().get()
            answer = editor.submit(save)
            waited_for_a_row()
            Person.objects.all().delete()
        assert answer.result() == 409


def waited_for_a_row() -> None:
    """Return as soon as somebody waits for a row that this transaction holds."""
    with connection.cursor() as cursor:
        for _attempt in range(100):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
            sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_saves_at_once_one_wins_and_none_is_lost() -> None:
    event = make.make_event(title_en="Ports")
    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    data = opened(client, event)

    def save(number: int) -> int:
        try:
            return int(send(client, event, data, title_en=f"Ports {number}").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(PARALLEL) as editors:
        answers = list(editors.map(save, range(PARALLEL)))
    winner = answers.index(302)
    assert (sorted(answers), Event.objects.get().title_en) == (
        [302, *[409] * (PARALLEL - 1)],
        f"Ports {winner}",
    )
