"""Two versions of a record side by side."""

from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.state_changes import FieldDifference, compare_states
from forum.history.states import RecordState, current_state, revisions_of
from people.models import Person
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.desk_client import address, speak
from tests.support.images import png

pytestmark = pytest.mark.django_db


def states(event: Event, change: Any) -> tuple[RecordState, RecordState]:
    """Return the event before and after a change."""
    state_before = current_state(key_of(event))
    change()
    return state_before, current_state(key_of(event))


def saved(record: Any, **values: Any) -> Any:
    def change() -> None:
        for name, value in values.items():
            setattr(record, name, value)
        record.save()

    return change


def fields(event: Event, change: Any) -> list[FieldDifference]:
    (row,) = compare_states(*states(event, change))
    return row.fields


def test_han_text_differs_by_characters() -> None:
    event = make.make_event(title_zh_hans="绿色港口")
    (field,) = fields(event, saved(event, title_zh_hans="蓝色港口"))
    assert [(piece.kind, piece.text) for piece in field.pieces] == [
        ("old", "绿"),
        ("new", "蓝"),
        ("same", "色港口"),
    ]


def test_latin_text_differs_by_words() -> None:
    event = make.make_event(title_en="Green Ports")
    (field,) = fields(event, saved(event, title_en="Blue Ports"))
    assert [(piece.kind, piece.text) for piece in field.pieces] == [
        ("old", "Green"),
        ("new", "Blue"),
        ("same", " Ports"),
    ]


def test_rich_text_is_compared_as_text() -> None:
    event = make.make_event(introduction_en="<p>Ports</p>")
    (field,) = fields(event, saved(event, introduction_en="<p>Ports</p><p>Ships &amp; sea</p>"))
    assert (field.old, field.new) == ("Ports", "Ports\nShips & sea")


@pytest.mark.parametrize(
    ("language", "label", "old", "new"),
    [
        ("zh-hans", "出席方式", "未注明", "以视频方式出席"),
        ("en", "Attendance", "Not stated", "By video"),
    ],
)
def test_labels_and_choices_are_in_the_language_of_the_interface(
    language: str, label: str, old: str, new: str
) -> None:
    row = make.make_appearance()
    change = saved(row, attendance=Appearance.Attendance.VIDEO)
    with translation.override(language):
        (field,) = fields(row.session.event, change)
    assert (field.label, field.new) == (label, new)


def test_a_relation_is_named() -> None:
    row = make.make_appearance()
    other_person = make.make_person(name_zh_hans="王海", name_en="Wang Hai")
    (field,) = fields(row.session.event, saved(row, person=other_person))
    assert (field.old, field.new) == ("林岚 / Lin Lan", "王海 / Wang Hai")


def test_a_person_who_is_gone_is_called_what_they_were_called_last() -> None:
    row = make.make_appearance()
    old = row.person
    state_before = current_state(key_of(row.session.event))
    row.person = make.make_person(name_zh_hans="王海", name_en="Wang Hai")
    row.save()
    with recording():
        old.delete()
    (difference,) = compare_states(state_before, current_state(key_of(row.session.event)))
    assert difference.fields[0].old == "林岚 / Lin Lan"


def test_rows_that_came_and_went_are_named() -> None:
    event = make.make_event()
    session = make.make_session(event, title_en="Opening")

    def change() -> None:
        session.delete()
        make.make_session(event, title_en="Closing")

    differences = compare_states(*states(event, change))
    assert [(difference.kind, difference.what, difference.name) for difference in differences] == [
        ("removed", "Session", "Opening"),
        ("added", "Session", "Closing"),
    ]


def test_rows_that_changed_places_are_named() -> None:
    event = make.make_event()
    session, two = (make.make_session(event, title_en=f"S{no}", position=no) for no in (1, 2))

    def change() -> None:
        saved(session, position=2)()
        saved(two, position=1)()

    differences = compare_states(*states(event, change))
    assert [(row.kind, row.name) for row in differences] == [("moved", "S2"), ("moved", "S1")]


def test_what_counts_the_saves_is_no_difference() -> None:
    event = make.make_event()
    assert compare_states(*states(event, event.save)) == []


def recorded_twice(person: Person) -> list[int]:
    """Return the revisions of a record that was changed twice, the latest first."""
    for name in ("Lin Lan B", "Lin Lan C"):
        with recording():
            person.name_en = name
            person.save()
    return list(revisions_of(key_of(person)).values_list("pk", flat=True))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_two_revisions_stand_side_by_side(admin_client: Client, language: str) -> None:
    speak(admin_client, language)
    person = make.make_person(name_en="Lin Lan")
    newest, middle, _first = recorded_twice(person)
    url = address(Person, "compare", person.pk)
    page = admin_client.get(url, {"old": middle, "new": newest}).content.decode()
    assert ("<del>B</del>" in page, "<ins>C</ins>" in page) == (True, True)


def test_the_older_revision_stands_first(admin_client: Client) -> None:
    person = make.make_person()
    newest, middle, _first = recorded_twice(person)
    url = address(Person, "compare", person.pk)
    response = admin_client.get(url, {"old": newest, "new": middle})
    assert response.context["old"]["pk"] == middle


def test_a_revision_is_compared_with_what_is_stored(admin_client: Client) -> None:
    person = make.make_person(name_en="Lin Lan")
    first = recorded_twice(person)[-1]
    url = address(Person, "compare", person.pk)
    response = admin_client.get(url, {"old": first, "new": "now"})
    (row,) = response.context["rows"]
    assert (row.fields[0].old, row.fields[0].new) == ("Lin Lan", "Lin Lan C")


@pytest.mark.parametrize("query", [{}, {"old": "x"}, {"old": "999999"}, {"old": "1" * 30}])
def test_a_revision_that_is_not_there_is_not_found(
    admin_client: Client, query: dict[str, str]
) -> None:
    url = address(Person, "compare", make.make_person().pk)
    assert admin_client.get(url, query).status_code == 404


def test_a_revision_of_another_record_is_not_found(admin_client: Client) -> None:
    source, target = make.make_person(), make.make_person()
    revision = recorded_twice(target)[0]
    url = address(Person, "compare", source.pk)
    assert admin_client.get(url, {"old": revision}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_comparison(admin_client: Client, number: int) -> None:
    event = make.make_event()
    rows = [make.make_appearance(make.make_session(event)) for _no in range(number)]
    for row in rows:
        with recording():
            row.person = make.make_person()
            row.save()
    oldest = revisions_of(key_of(event)).last()
    assert oldest
    url = address(Event, "compare", event.pk)
    admin_client.get(url, {"old": oldest.pk})
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(url, {"old": oldest.pk})
    assert len(captured) == 11


def test_a_session_has_no_comparison_of_its_own(admin_client: Client) -> None:
    session = make.make_session()
    assert admin_client.get(address(Session, "compare", session.pk)).status_code == 404


def test_a_picture_that_changed_is_shown() -> None:
    event = make.make_event()
    rows = compare_states(*states(event, saved(event, cover=png())))
    [picture] = [field.new_picture for row in rows for field in row.fields if field.new_picture]
    page = render_to_string("admin/revisions/differences.html", {"rows": rows})
    assert picture == event.cover.name
    assert f'src="{event.cover.url}" alt="Cover image"' in page


def test_a_photo_that_came_is_shown() -> None:
    event = make.make_event()
    rows = compare_states(*states(event, lambda: make.make_photo(event)))
    assert [row.picture for row in rows] == [event.photos.get().image.name]
