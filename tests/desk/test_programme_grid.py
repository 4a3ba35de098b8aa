"""The programme as a table: what is on the screen is saved at once, and nothing typed is lost."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.desk.audit_sentences import sentence_of
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy, start_copy
from forum.imports.column_mappings import remembered_columns
from forum.models import AuditEntry, Comment
from forum.workflow.session_changes import copy_session, join_sessions, split_session
from people.models import Person
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.publishing import draft, refusal
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """Return a draft event with an opening by Lin Lan and Wang Fang, and a keynote."""
    event = draft()
    opening = make.make_session(event, slug="opening", kind="opening", position=1)
    make.make_session(event, slug="keynote", kind="keynote", position=2)
    for position, name in enumerate(("Lin Lan", "Wang Fang"), 1):
        person = make.make_person(name_en=name, name_zh_hans="")
        make.make_appearance(opening, person, position=position, title_en="Director")
    return event


def url_of(event: Event, page: str = "grid") -> str:
    return reverse(f"admin:sessions_app_event_{page}", args=[event.pk])


def sent(client: Client, event: Event, **values: Any) -> dict[str, Any]:
    """Return what the grid's form sends as it is shown, with some values changed."""
    context = client.get(url_of(event)).context
    forms = [
        form for row in context["sessions"] for form in (row.form, *(g.form for g in row.guests))
    ]
    data: dict[str, Any] = {"_shown": context["shown"], "_row": context["shown"].split(",")}
    for form in forms:
        data |= {
            bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)
        }
    return {**data, **values}


def post(client: Client, event: Event, **values: Any) -> Any:
    return client.post(url_of(event), sent(client, event, **values))


def key(record: Any) -> str:
    return f"{type(record).__name__[0].lower().replace('a', 'g')}{record.pk}"


def guest(name: str) -> Appearance:
    return Appearance.objects.get(person__name_en=name)


def guests_of(slug: str) -> list[str]:
    rows = Appearance.objects.filter(session__slug=slug).order_by("position", "pk")
    return [row.person.name_en for row in rows.select_related("person")]


def test_all_rows_are_saved_at_once(editor: Client, event: Event) -> None:
    opening = event.sessions.get(slug="opening")
    values = {
        f"{key(opening)}-title_en": "Welcome",
        f"{key(guest('Lin Lan'))}-title_en": "President",
        f"{key(guest('Wang Fang'))}-attendance": "video",
    }
    response = post(editor, event, **values)
    opening.refresh_from_db()
    assert (response.status_code, messages_of(response)) == (302, ["Saved: 1 session, 2 guests."])
    assert (opening.title_en, guest("Lin Lan").title_en, guest("Wang Fang").attendance) == (
        "Welcome",
        "President",
        "video",
    )


def test_nothing_changed_saves_nothing(editor: Client, event: Event) -> None:
    versions_before = [row.version for row in Appearance.objects.order_by("pk")]
    assert messages_of(post(editor, event)) == []
    assert [row.version for row in Appearance.objects.order_by("pk")] == versions_before


def test_a_row_that_fails_is_named_and_the_rest_is_saved(editor: Client, event: Event) -> None:
    bad, good = guest("Lin Lan"), guest("Wang Fang")
    values = {f"{key(bad)}-title_en": "x" * 401, f"{key(good)}-title_en": "President"}
    response = post(editor, event, **values)
    (problem,) = response.context["problems"]
    assert (problem.anchor, problem.name) == (f"id_{key(bad)}-title_en", "Lin Lan")
    assert ("x" * 401 in response.text, guest("Wang Fang").title_en) == (True, "President")


def test_a_row_that_somebody_else_changed_is_asked_about(editor: Client, event: Event) -> None:
    lin = guest("Lin Lan")
    data = sent(editor, event, **{f"{key(lin)}-title_en": "President"})
    lin.title_en = "Chair"
    lin.save()
    response = editor.post(url_of(event), data)
    assert (response.status_code, "President" in response.text) == (409, True)
    assert guest("Lin Lan").title_en == "Chair"


def test_rows_in_another_order_are_moved(editor: Client, event: Event) -> None:
    opening, keynote = event.sessions.order_by("position")
    lin, wang = guest("Lin Lan"), guest("Wang Fang")
    order = [key(keynote), key(lin), key(opening), key(wang)]
    post(editor, event, _row=order)
    slugs = [session.slug for session in event.sessions.order_by("position")]
    assert (slugs, guests_of("keynote"), guests_of("opening")) == (
        ["keynote", "opening"],
        ["Lin Lan"],
        ["Wang Fang"],
    )


@pytest.mark.parametrize("is_moved_back", [False, True])
def test_what_somebody_else_moved_stays_there(
    editor: Client, event: Event, is_moved_back: bool
) -> None:
    opening, keynote = event.sessions.order_by("position")
    lin, wang = guest("Lin Lan"), guest("Wang Fang")
    data = sent(editor, event, **{f"{key(opening)}-title_en": "Welcome"})
    if is_moved_back:
        data["_row"] = [key(keynote), key(opening), key(lin), key(wang)]
    other_client = enter("Editor", "other")
    post(other_client, event, _row=[key(opening), key(wang), key(keynote), key(lin)])
    words = messages_of(editor.post(url_of(event), data))
    opening.refresh_from_db()
    assert (guests_of("keynote"), opening.title_en) == (["Lin Lan"], "Welcome")
    assert "Rows have been added, moved or deleted" in words[0]


def test_the_first_session_of_an_event_is_added(editor: Client) -> None:
    event = draft()
    words = messages_of(post(editor, event, _row=["snew1"], **{"snew1-kind": "closing"}))
    assert words == ["Saved: 1 session, 0 guests."]


def test_a_translator_moves_no_row(event: Event) -> None:
    translator = enter("English translator")
    lin, wang = guest("Lin Lan"), guest("Wang Fang")
    order = [key(session) for session in event.sessions.order_by("position")]
    words = messages_of(post(translator, event, _row=[order[0], key(wang), key(lin), order[1]]))
    assert guests_of("opening") == ["Lin Lan", "Wang Fang"]
    assert "Your role does not move rows" in words[0]
    assert "grid-handle" not in translator.get(url_of(event)).text


def test_a_translator_is_offered_nothing_to_set(event: Event) -> None:
    page = enter("English translator").get(url_of(event)).text
    offered = [f'value="{act}"' in page for act in ("attendance", "withhold", "move")]
    assert (offered, 'value="role"' in page) == ([False, False, False], False)


def test_a_button_moves_a_row_without_a_script(editor: Client, event: Event) -> None:
    post(editor, event, _do=f"down:{key(guest('Lin Lan'))}")
    assert guests_of("opening") == ["Wang Fang", "Lin Lan"]


def test_selected_guests_are_moved_and_set_at_once(editor: Client, event: Event) -> None:
    picked = [key(guest("Lin Lan")), key(guest("Wang Fang"))]
    post(editor, event, _do="role", _pick=picked, _role="panellist")
    keynote = event.sessions.get(slug="keynote")
    post(editor, event, _do="move", _pick=picked, _session=key(keynote))
    assert guests_of("keynote") == ["Lin Lan", "Wang Fang"]
    assert {row.role for row in Appearance.objects.all()} == {"panellist"}


def test_the_trail_says_of_a_moved_guest_that_the_session_changed(
    editor: Client, event: Event
) -> None:
    _opening, keynote = event.sessions.order_by("position")
    post(editor, event, _do="move", _pick=[key(guest("Lin Lan"))], _session=key(keynote))
    entry = AuditEntry.objects.filter(object_id=guest("Lin Lan").pk, action="changed").latest("pk")
    assert entry.params["changes"] == [{"changed": {"fields": ["Session"]}}]


def test_a_new_guest_is_found_by_any_name_or_added(editor: Client, event: Event) -> None:
    make.make_person(name_en="Chen Yi", name_zh_hans="", aliases=["Ms. Chen Yi"])
    rows = sent(editor, event)["_row"]
    values = {
        "gnew1-name_en": "Ms. Chen Yi", "gnew1-role": "speaker",
        "gnew2-name_zh_hans": "赵云", "gnew2-role": "speaker", "gnew2-title_zh_hans": "院长",
    }  # fmt: skip
    post(editor, event, _row=[*rows, "gnew1", "gnew2"], **values)
    new = Person.objects.get(name_zh_hans="赵云")
    assert (guests_of("keynote"), new.status) == (["Chen Yi", None], "draft")


def test_of_several_with_one_name_one_is_chosen(editor: Client, event: Event) -> None:
    first = make.make_person(name_en="Chen Yi", name_zh_hans="")
    make.make_person(name_en="Chen Yi", name_zh_hans="")
    rows = [*sent(editor, event)["_row"], "gnew1"]
    values = {"gnew1-name_en": "Chen Yi", "gnew1-role": "speaker"}
    (problem,) = post(editor, event, _row=rows, **values).context["problems"]
    post(editor, event, _row=rows, **values, **{"gnew1-person": str(first.pk)})
    assert ("Several people" in problem.message, guest("Chen Yi").person) == (True, first)


def test_a_new_guest_is_named_as_typed_in_whichever_language(editor: Client, event: Event) -> None:
    rows = [*sent(editor, event)["_row"], "gnew1"]
    values = {"gnew1-name_zh_hans": "陈怡", "gnew1-role": "speaker", "gnew1-title_en": "x" * 401}
    (problem,) = post(editor, event, _row=rows, **values).context["problems"]
    assert problem.name == "陈怡"


def test_an_empty_new_row_is_nobody(editor: Client, event: Event) -> None:
    rows = sent(editor, event)["_row"]
    post(editor, event, _row=[*rows, "gnew1"], **{"gnew1-role": "moderator"})
    assert Appearance.objects.count() == 2


def test_an_empty_new_session_is_none(editor: Client, event: Event) -> None:
    rows = sent(editor, event)["_row"]
    answer = post(editor, event, _row=[*rows, "snew1", "gnew1"], **{"gnew1-role": "moderator"})
    assert (answer.status_code, Session.objects.count()) == (302, 2)


def test_a_new_session_without_its_kind_keeps_its_guest_from_being_lost(
    editor: Client, event: Event
) -> None:
    rows = sent(editor, event)["_row"]
    values = {"gnew1-name_en": "Chen Yi", "gnew1-role": "speaker"}
    problems = post(editor, event, _row=[*rows, "snew1", "gnew1"], **values).context["problems"]
    assert [problem.name for problem in problems] == ["New session", "Chen Yi"]


def test_the_trail_names_what_a_row_changed(editor: Client, event: Event) -> None:
    lan = guest("Lin Lan")
    post(editor, event, **{f"{key(lan)}-title_en": "President"})
    entry = AuditEntry.objects.filter(action="changed").latest("pk")
    assert sentence_of(entry) == "Changed Title as of the event · English."


def test_a_new_session_takes_its_guests(editor: Client, event: Event) -> None:
    rows = sent(editor, event)["_row"]
    values = {"snew1-kind": "closing", "gnew1-name_en": "Chen Yi", "gnew1-role": "speaker"}
    post(editor, event, _row=[*rows, "snew1", "gnew1"], **values)
    assert guests_of("closing") == ["Chen Yi"]


def test_public_rows_go_into_the_working_copy(editor: Client) -> None:
    event = make.make_event()
    lin = make.make_appearance(make.make_session(event), title_en="Director")
    (message,) = messages_of(post(editor, event, **{f"{key(lin)}-title_en": "President"}))
    lin.refresh_from_db()
    title = sent(editor, event)[f"{key(lin)}-title_en"]
    assert (lin.title_en, title, "working copy" in message) == ("Director", "President", True)
    assert open_copy(key_of(event))


def test_who_publishes_is_asked_about_public_titles() -> None:
    event = make.make_event()
    lin = make.make_appearance(make.make_session(event), title_en="Director")
    reviewer = enter("Reviewer-publisher")
    values = {f"{key(lin)}-title_en": "President"}
    question = post(reviewer, event, **values)
    post(reviewer, event, **values, asked_kind="slip")
    lin.refresh_from_db()
    assert (question.status_code, lin.title_en) == (422, "President")


def test_a_translator_changes_english_only(event: Event) -> None:
    values = {
        f"{key(guest('Lin Lan'))}-title_en": "President",
        f"{key(guest('Lin Lan'))}-title_zh_hans": "院长",
    }
    title_before = guest("Lin Lan").title_zh_hans
    post(enter("English translator"), event, **values)
    assert (guest("Lin Lan").title_en, guest("Lin Lan").title_zh_hans) == (
        "President",
        title_before,
    )


def test_what_was_typed_for_a_deleted_row_is_said(editor: Client, event: Event) -> None:
    lin = guest("Lin Lan")
    data = sent(editor, event, **{f"{key(lin)}-title_en": "President"})
    lin.delete()
    assert "President" in messages_of(editor.post(url_of(event), data))[0]


def test_a_session_is_copied_split_and_joined(editor: Client, event: Event) -> None:
    opening = event.sessions.get(slug="opening")
    answer = post(editor, event, _do=f"copy:{key(opening)}")
    assert [text.partition(":")[0] for text in messages_of(answer)][-1:] == ["Copied"]
    copied = [session.slug for session in event.sessions.order_by("position")]
    titles = {row.title_en for row in Appearance.objects.filter(session__slug="opening-2")}
    post(editor, event, _do=f"split:{key(Appearance.objects.get(pk=_second(opening)))}")
    split = (guests_of("opening"), guests_of("opening-3"))
    post(editor, event, _do=f"join:{key(opening)}")
    assert (copied, titles) == (["opening", "opening-2", "keynote"], {"Director"})
    assert (split, guests_of("opening")) == (
        (["Lin Lan"], ["Wang Fang"]),
        ["Lin Lan", "Wang Fang"],
    )


@pytest.mark.parametrize("act", ["copy", "split"])
def test_what_is_withheld_stays_so(event: Event, act: str) -> None:
    opening = event.sessions.get(slug="opening")
    opening.withheld = True
    opening.save()
    opening.appearances.update(withheld=True, photo_consent="refused")
    second = opening.appearances.get(pk=_second(opening))
    added = copy_session(opening) if act == "copy" else split_session(opening, second)
    hidden = set(added.appearances.values_list("withheld", "photo_consent"))
    assert (added.withheld, hidden) == (True, {(True, "refused")})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"withheld": True}, "One of the two sessions is withheld"),
        ({"summary_en": "<p>Ports.</p>"}, "would be lost"),
        ({"label_zh_hans": "议题一"}, "would be lost"),
        ({"day": date(2023, 11, 6)}, "would be lost"),
        ({"start": time(9)}, "would be lost"),
    ],
)
def test_sessions_are_not_joined_where_something_is_lost_or_published(
    event: Event, values: dict[str, Any], sentence: str
) -> None:
    Session.objects.filter(slug="keynote").update(**values)
    assert sentence in refusal(join_sessions, event.sessions.get(slug="opening"))


def test_comments_go_along_and_the_later_end_stays(event: Event) -> None:
    event.sessions.filter(slug="opening").update(start=time(9), end=time(12))
    event.sessions.filter(slug="keynote").update(start=time(10), end=time(11))
    opening, keynote = event.sessions.order_by("position")
    comment = Comment.objects.create(object=keynote, text="Who moderates?")
    join_sessions(opening)
    comment.refresh_from_db()
    opening.refresh_from_db()
    assert (comment.object, opening.end) == (opening, time(12))


def test_topics_go_along_with_a_joined_session_and_it_is_logged(event: Event) -> None:
    opening, keynote = event.sessions.order_by("position")
    topic = make.make_topic()
    topic.sessions.add(keynote)
    join_sessions(opening)
    assert set(topic.sessions.all()) == {opening}
    assert AuditEntry.objects.filter(action="deleted", object_id=keynote.pk).count() == 1


def _second(session: Session) -> int:
    return session.appearances.order_by("position")[1].pk


TABLE = "姓名\tName\t职务\tTitle\t环节\n" \
    "陈怡\tChen Yi\t院长\tPresident\t\n" \
    "\tLin Lan\t\tDirector\t\n" \
    "赵云\t\t主任\t\tkeynote\n"  # fmt: skip


def paste(client: Client, event: Event, text: str, **values: Any) -> Any:
    opening = event.sessions.get(slug="opening")
    data = {"pasted_list": text, "_into": key(opening), **values}
    return client.post(url_of(event, "grid_paste"), data)


def test_a_row_that_was_added_elsewhere_meanwhile_stays(editor: Client, event: Event) -> None:
    opening = event.sessions.get(slug="opening")
    data = sent(editor, event)
    meanwhile = make.make_person(name_en="Chen Yi")
    make.make_appearance(opening, meanwhile, position=3, title_en="President")
    rows = [data["_row"][0], "gnew1", *data["_row"][1:]]
    new = {"_row": rows, "gnew1-name_en": "Zhao Yun", "gnew1-role": "speaker"}
    response = editor.post(url_of(event), {**data, **new})
    names = Appearance.objects.filter(session=opening).values_list("person__name_en", flat=True)
    stored = Appearance.objects.get(person=meanwhile)
    assert (response.status_code, sorted(names), stored.title_en) == (
        302, ["Chen Yi", "Lin Lan", "Wang Fang", "Zhao Yun"], "President",
    )  # fmt: skip


def test_a_pasted_list_becomes_rows_to_be_looked_at(editor: Client, event: Event) -> None:
    make.make_person(name_zh_hans="陈怡", name_en="")
    answer = paste(editor, event, TABLE).json()
    first, second = answer["rows"]
    # Who names no session goes where the list was pasted.
    keynote = event.sessions.get(slug="keynote")
    assert [first["session"], second["session"]] == ["", key(keynote)]
    assert ("is-matched" in first["html"], "is-new" in second["html"]) == (True, True)
    assert ('value="President"' in first["html"], "Lin Lan" in answer["panel"]) == (True, True)
    assert Appearance.objects.count() == 2


def test_namesakes_are_asked_about(editor: Client, event: Event) -> None:
    for _number in range(2):
        make.make_person(name_zh_hans="陈怡", name_en="")
    assert "is-uncertain" in paste(editor, event, TABLE).json()["rows"][0]["html"]


def test_a_table_without_a_header_is_asked_about_and_remembered(
    editor: Client, event: Event
) -> None:
    text = "陈怡\t院长\n赵云\t主任\n"
    data = paste(editor, event, text).json()
    stated = {"_header": ["A", "B"], "_field": ["name", "title"]}
    rows = paste(editor, event, text, **stated).json()["rows"]
    assert (data["rows"], "Say which column" in data["panel"]) == ([], True)
    assert ["院长" in row["html"] for row in rows] == [True, False]


def test_what_columns_hold_is_remembered_beside_a_working_copy(
    editor: Client, event: Event
) -> None:
    start_copy(key_of(event), None)
    stated = {"_header": ["A", "B"], "_field": ["name", "title"]}
    paste(editor, event, "陈怡\t院长\n赵云\t主任\n", **stated)
    assert remembered_columns(["A", "B"]) == {"A": "name", "B": "title"}


def test_a_table_of_word_is_read_from_its_html(editor: Client, event: Event) -> None:
    html = (
        "<table><tr><th>姓名</th><th>职务</th></tr>"
        "<tr><td><p>陈怡</p></td><td><p>院长</p></td></tr></table>"
    )
    (row,) = paste(editor, event, "", _html=html).json()["rows"]
    assert "院长" in row["html"]


def test_a_list_is_pasted_without_a_script(editor: Client, event: Event) -> None:
    opening = event.sessions.get(slug="opening")
    page = post(editor, event, _do="paste", pasted_list=TABLE, _into=key(opening))
    (row, next_row) = page.context["sessions"]
    assert [len(row.guests), len(next_row.guests)] == [3, 1]
    assert Appearance.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(
    editor: Client, count: int, django_assert_num_queries: Any
) -> None:
    event = draft()
    for number in range(count):
        session = make.make_session(event, slug=f"session-{number}")
        for _guest in range(count):
            make.make_appearance(session)
    editor.get(url_of(event))
    # Eight of them ask what published refers to the event: topics too.
    with django_assert_num_queries(11):
        editor.get(url_of(event))


@pytest.mark.parametrize("do", ["copy:s999", "split:g999"])
def test_what_is_asked_of_a_row_that_is_gone_is_refused(
    editor: Client, event: Event, do: str
) -> None:
    said_of_it = messages_of(post(editor, event, _do=do))
    assert "This row has been deleted meanwhile." in said_of_it
