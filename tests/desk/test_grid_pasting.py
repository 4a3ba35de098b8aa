"""What is copied in Excel or Word and pasted into the grid: its cells, and where its guests go."""

from typing import Any

import pytest
from django.test import Client

from forum.desk.programme_grid.pasting import MOST_CHARACTERS, PastedTooLong, pasted_rows
from sessions_app.models import Appearance, Event
from tests.desk.test_programme_grid import event, key, paste, post
from tests.support.admin_forms import messages_of
from tests.support.publishing import draft

# The event of the grid, with an opening and a keynote.
__all__ = ("event",)


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        pytest.param(
            table("<td rowspan=3>Opening<td>Chen Yi", "<td>Zhao Yun", "<td>Lin Lan", "<td>A<td>B"),
            [["Opening", "Chen Yi"], ["Opening", "Zhao Yun"], ["Opening", "Lin Lan"], ["A", "B"]],
            id="first column",
        ),
        pytest.param(
            table("<td>Chen Yi<td>Chair<td rowspan=2>China", "<td>Zhao Yun<td>"),
            [["Chen Yi", "Chair", "China"], ["Zhao Yun", "", "China"]],
            id="last column",
        ),
        pytest.param(
            table("<td>A<td rowspan=2 colspan=2>B<td>C", "<td>D<td>E"),
            [["A", "B", "", "C"], ["D", "B", "", "E"]],
            id="rows and columns",
        ),
        pytest.param(
            table("<td rowspan=2>A<td rowspan=2>B", "", "<td>C<td>D"),
            [["A", "B"], ["C", "D"]],
            id="a row that is merged whole",
        ),
        pytest.param(
            table("<td rowspan=9>A<td>B") + table("<td>C<td>D"),
            [["A", "B"], ["C", "D"]],
            id="to the end of its table",
        ),
    ],
)
def test_a_merged_cell_counts_in_each_of_its_rows(html: str, rows: list[list[str]]) -> None:
    assert pasted_rows("", html) == rows


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Anna <span class=SpellE>Schmidt</span>", "Anna Schmidt"),
        ("<b>Anna</b> Schmidt", "Anna Schmidt"),
        ("Anna\n  Schmidt", "Anna Schmidt"),
        ("<p>Director,</p>\n<p>Institute  of\n Ports</p>", "Director,\nInstitute of Ports"),
        ("陈<b>怡</b>", "陈怡"),
    ],
)
def test_the_runs_of_a_cell_keep_their_spaces(cell: str, text: str) -> None:
    assert pasted_rows("", table(f"<td>{cell}</td><td>B</td>")) == [[text, "B"]]


def test_of_html_that_is_too_long_the_text_is_read() -> None:
    html = table(f"<td style='{'x' * MOST_CHARACTERS}'>Chen Yi<td>Chair")
    assert pasted_rows("Chen Yi\tChair\n", html) == [["Chen Yi", "Chair"]]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(PastedTooLong):
        pasted_rows("Chen Yi\tChair\n" * MOST_CHARACTERS)


@pytest.mark.django_db
def test_a_list_that_is_too_long_is_told_of_and_stays(editor: Client, event: Event) -> None:
    text = "Chen Yi\tChair\n" * 40_000
    sentence = (
        "The list is too long: at most 500,000 characters are read at once, and nothing of it was. "
        "Paste it in parts."
    )
    answer = paste(editor, event, text)
    page = post(editor, event, _do="paste", pasted_list=text)
    assert (answer.status_code, answer.json()) == (413, {"message": sentence})
    assert (page.context["unread"], sentence in page.text) == (text, True)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_guest_of_a_list_without_header_is_no_header(
    editor: Client, event: Event, rows: int
) -> None:
    roles = {"陈怡": "发言嘉宾", "赵云": "讨论嘉宾", "林岚": "主持人"}
    guests = [f"{name}\t教授\t{role}" for name, role in roles.items()][:rows]
    text = "\n".join(guests)
    stated = {"_header": ["A", "B", "C"], "_field": ["name", "title", "role"]}
    answers = [paste(editor, event, text, **more).json() for more in ({}, stated)]
    names = [next(name for name in roles if name in row["html"]) for row in answers[1]["rows"]]
    assert (answers[0]["rows"], names) == ([], [*roles][:rows])


@pytest.mark.django_db
def test_a_list_goes_into_a_session_that_is_not_saved_yet(editor: Client, event: Event) -> None:
    text = "Name\tSession\nChen Yi\t\nZhao Yun\tkeynote\n"
    rows = paste(editor, event, text, _into="snew1").json()["rows"]
    keynote = event.sessions.get(slug="keynote")
    assert [row["session"] for row in rows] == ["", key(keynote)]


@pytest.mark.django_db
def test_a_list_goes_into_the_first_session_of_an_event(editor: Client) -> None:
    data = {"pasted_list": "Name\tTitle\nChen Yi\tChair\n", "_into": "snew1"}
    event = draft()
    answer = editor.post(f"/admin/sessions_app/event/{event.pk}/grid/paste/", data)
    assert [row["session"] for row in answer.json()["rows"]] == [""]


def _add_behind(event: Event, slug: str, **values: Any) -> dict[str, Any]:
    """Return what is sent with a new guest behind the head of a session."""
    opening, keynote = event.sessions.order_by("position")
    guests = [key(guest) for guest in Appearance.objects.order_by("pk")]
    rows = [key(opening), *guests, key(keynote)]
    place = rows.index(key(event.sessions.get(slug=slug))) + 1
    rows = [*rows[:place], "gnew1", *rows[place:]]
    new = {"gnew1-name_en": "Zhao Yun", "gnew1-role": "speaker", "gnew1-withheld": "on"}
    return {"_row": rows, **new, **values}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["opening", "keynote"])
def test_a_guest_whose_session_was_deleted_meanwhile_is_asked_about(
    editor: Client, event: Event, slug: str
) -> None:
    values = _add_behind(event, slug)
    rows = [row for row in values["_row"] if row != "gnew1"]
    event.sessions.get(slug=slug).delete()
    rest = event.sessions.get()
    values |= {f"{key(rest)}-title_en": "Welcome", "_shown": ",".join(rows)}
    page = post(editor, event, **values)
    (row,) = page.context["sessions"]
    typed = [guest.form["name_en"].value() for guest in row.guests if guest.is_new]
    (problem,) = page.context["problems"]
    rest.refresh_from_db()
    assert (rest.title_en, typed, problem.name) == ("Welcome", ["Zhao Yun"], "Zhao Yun")
    assert problem.message.startswith("Its session was deleted meanwhile.")
    assert not Appearance.objects.filter(person__name_en="Zhao Yun").exists()


@pytest.mark.django_db
def test_what_was_typed_is_said_where_no_session_is_left(editor: Client, event: Event) -> None:
    values = _add_behind(event, "opening")
    event.sessions.all().delete()
    messages = messages_of(post(editor, event, **values))
    assert "A row of this page was deleted meanwhile. It held: Zhao Yun" in messages


@pytest.mark.django_db
def test_a_guest_put_into_a_session_that_is_gone_keeps_what_was_typed(
    editor: Client, event: Event
) -> None:
    opening, keynote = event.sessions.order_by("position")
    lin, wang = Appearance.objects.order_by("pk")
    row_keys = [key(opening), key(lin), key(wang), key(keynote)]
    order = [key(keynote), key(wang), key(opening), key(lin)]
    keynote.delete()
    values = {
        "_shown": ",".join(row_keys),
        "_row": order,
        f"{key(wang)}-title_en": "President",
    }
    post(editor, event, **values)
    wang.refresh_from_db()
    assert (wang.title_en, wang.session) == ("President", opening)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["join", "copy"])
def test_sessions_are_not_joined_where_others_stand_than_were_shown(
    editor: Client, event: Event, act: str
) -> None:
    opening, keynote = event.sessions.order_by("position")
    row_keys = ",".join([key(opening), *map(key, Appearance.objects.order_by("pk")), key(keynote)])
    meanwhile = event.sessions.create(kind="launch", slug="launch", position=1)
    response = post(editor, event, _shown=row_keys, _do=f"{act}:{key(opening)}")
    sessions = set(event.sessions.values_list("slug", flat=True))
    assert "Nothing was copied, split or joined: look at the rows again." in messages_of(response)
    assert sessions == {"opening", "keynote", meanwhile.slug}


@pytest.mark.django_db
def test_a_role_that_no_list_has_is_asked_about(editor: Client, event: Event) -> None:
    answer = paste(editor, event, "姓名\t角色\n张三\t舵手\n")
    assert (answer.status_code, answer.json()["rows"]) == (200, [])
    assert "“舵手”, which is no role" in answer.json()["panel"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "role"), [("致辞", "speaker"), ("对话", "panellist"), ("签约", "signatory")]
)
def test_a_role_may_be_named_by_what_guests_do(
    editor: Client, event: Event, word: str, role: str
) -> None:
    (row,) = paste(editor, event, f"姓名\t角色\n张三\t{word}\n").json()["rows"]
    assert f'<option value="{role}" selected' in row["html"]


@pytest.mark.django_db
def test_a_list_that_was_not_read_stays_when_the_table_is_saved(
    editor: Client, event: Event
) -> None:
    values = _add_behind(event, "opening", pasted_list="沈若\t会长")
    page = post(editor, event, **{**values, "gnew1-name_en": "", "gnew1-withheld": ""})
    assert (page.status_code, page.context["unread"]) == (200, "沈若\t会长")
    assert [words.split(",")[0] for words in messages_of(page)] == [
        "The pasted list has not been read"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "rows"),
    [("copy", ["opening", "opening-2", "keynote"]), ("g", ["", "opening", "keynote"])],
)
def test_what_a_button_asks_is_done_beside_a_list_that_was_not_read(
    editor: Client, event: Event, act: str, rows: list[str]
) -> None:
    button = f"{act}:{key(event.sessions.get(slug='opening'))}"
    page = post(editor, event, _do=button, pasted_list="沈若\t会长")
    sessions = page.context["sessions"]
    blank = ["" for row in sessions for guest in row.guests if guest.is_new]
    assert (page.context["unread"], blank + [row.form.instance.slug for row in sessions]) == (
        "沈若\t会长",
        rows,
    )


@pytest.mark.django_db
def test_a_list_without_a_column_of_names_stays_to_be_read_again(
    editor: Client, event: Event
) -> None:
    page = post(editor, event, _do="paste", pasted_list="a1\tb2\nc3\td4")
    assert page.context["unread"] == "a1\tb2\nc3\td4"


@pytest.mark.django_db
def test_nothing_is_said_of_the_session_that_a_list_is_pasted_into(
    editor: Client, event: Event
) -> None:
    panel = paste(editor, event, "姓名\t职务\n张三\t局长\n").json()["panel"]
    assert ("Guessed" in panel, "1 guest was read" in panel) == (False, True)


@pytest.mark.django_db
def test_a_list_of_which_nobody_was_read_does_not_stand_in_the_table(
    editor: Client, event: Event
) -> None:
    panel = paste(editor, event, "a1\tb2\nc3\td4\n").json()["panel"]
    assert ("No guest was read yet" in panel, "stand in the table" in panel) == (True, False)
