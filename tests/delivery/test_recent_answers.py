"""A page that nobody has written to for a moment costs the database no more than its snapshot."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.delivery import recent_answers
from forum.delivery.recent_answers import RecentAnswer, RecentAnswers
from tests.support import factories as make

PATH = "/en/people/lin/"
QUESTION = ("question",)
BEGAN = timezone.now()


def ask_twice(client: Client) -> list[str]:
    """Return the statements of a page's second showing."""
    client.get(PATH)
    with CaptureQueriesContext(connection) as statements:
        client.get(PATH)
    return [statement["sql"] for statement in statements]


def ask_between_writes(client: Client) -> list[str]:
    """Return the statements of a second showing before which nobody else wrote.

    Transactions are numbered for the whole server, so writing to any other database of it moves
    the snapshot; tests beside this one do so all the time.
    """
    for _attempt in range(200):
        snapshot = read_snapshot()
        statements = ask_twice(client)
        if read_snapshot() == snapshot:
            return statements
    pytest.fail("Others write to the database server without a pause.")


def read_snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        [snapshot] = cursor.fetchone()
    return str(snapshot)


@pytest.mark.django_db(transaction=True)
def test_same_page_asks_for_the_snapshot_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine that is busy takes longer than a second from one showing to the next.
    monkeypatch.setattr(recent_answers, "TRUSTED", timedelta(minutes=1))
    make.make_person(slug="lin")
    [statement] = ask_between_writes(client)
    assert "'SELECT pg_current_snapshot()::text'" in statement


@pytest.mark.django_db(transaction=True)
def test_what_is_written_is_shown_at_once(client: Client) -> None:
    person = make.make_person(slug="lin")
    ask_twice(client)
    person.name_en = "Lin the Younger"
    person.save()
    assert "Lin the Younger" in client.get(PATH).text


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_down_is_gone_at_once(client: Client) -> None:
    person = make.make_person(slug="lin")
    ask_twice(client)
    type(person).objects.filter(pk=person.pk).update(status="offline")
    assert client.get(PATH).status_code == 410


@pytest.mark.django_db
def test_own_transaction_asks_for_the_rows(client: Client) -> None:
    make.make_person(slug="lin")
    [statement] = ask_twice(client)
    assert 'FROM "people_person"' in statement


@pytest.mark.parametrize(
    ("seconds", "ends", "is_trusted"),
    [
        (0.5, None, True),
        (1.5, None, False),
        (0.5, BEGAN + timedelta(seconds=0.4), False),
        (0.5, BEGAN + timedelta(seconds=0.6), True),
    ],
)
def test_answer_is_trusted_for_a_second_and_to_its_end(
    seconds: float, ends: object, is_trusted: bool
) -> None:
    answers = RecentAnswers()
    answers.put(QUESTION, RecentAnswer("1:1:", b"digest", BEGAN, ends))  # type: ignore[arg-type]
    answer = answers.find(QUESTION, BEGAN + timedelta(seconds=seconds))
    assert (answer is not None) == is_trusted
