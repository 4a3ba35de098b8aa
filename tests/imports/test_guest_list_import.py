"""A list of guests goes into the event that somebody names; staff say what its columns hold."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forum.models import ImportRun, ImportWarning
from people.models import Person
from sessions_app.models import Appearance, Event
from tests.support.factories import make_appearance, make_event, make_person, make_session

pytestmark = pytest.mark.django_db

HEADER = "姓名,Name,职务,所属环节,角色,出席方式,国家\n"
ROW = "林岚,Lin Lan,滨海研究院院长,开幕致辞,主持人,视频,新加坡\n"


@pytest.fixture
def event() -> Event:
    event = make_event(slug="ports", title_zh_hans="绿色港口论坛", status="draft")
    make_session(event, slug="opening", kind="opening", heading_zh_hans="开幕致辞", position=1)
    make_session(event, slug="topic-1", kind="discussion", label_zh_hans="主题一",
                 title_zh_hans="岸电", position=2)  # fmt: skip
    return event


def import_list(tmp_path: Path, text: str, *options: str) -> None:
    path = tmp_path / "guests.csv"
    path.write_text(text, "utf-8-sig")
    call_command("import_record", str(path), "--event", "ports", *options)


def appearances() -> list[tuple[str, str, str, str, str | None]]:
    return [
        (row.session.slug, row.person.name_zh_hans, row.role, row.attendance, row.title_zh_hans)
        for row in Appearance.objects.order_by("pk").select_related("session", "person")
    ]


def test_a_guest_appears_in_the_session_that_the_row_names(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, HEADER + ROW)
    assert appearances() == [("opening", "林岚", "moderator", "video", "滨海研究院院长")]


def test_the_country_of_a_new_guest(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, HEADER + ROW)
    assert [person.country.code for person in Person.objects.all()] == ["SG"]


def test_the_same_list_again_changes_nothing(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, HEADER + ROW)
    keys_before = list(Appearance.objects.values_list("pk", "version"))
    import_list(tmp_path, HEADER + ROW)
    assert list(Appearance.objects.values_list("pk", "version")) == keys_before


@pytest.mark.parametrize(
    ("cell", "replacement", "place"),
    [
        ("开幕致辞", "闭幕酒会", "D2"),
        ("主持人", "贵宾代表团", "E2"),
        ("视频", "也许", "F2"),
        ("新加坡", "乌托邦", "G2"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(
    tmp_path: Path, event: Event, cell: str, replacement: str, place: str
) -> None:
    with pytest.raises(CommandError, match=f": {place}"):
        import_list(tmp_path, HEADER + ROW.replace(cell, replacement))
    assert not Person.objects.exists()


def test_a_number_that_two_rows_bear(tmp_path: Path, event: Event) -> None:
    with pytest.raises(CommandError, match=": A2, A3"):
        import_list(tmp_path, "序号,姓名,职务\n7,林岚,院长\n7,王芳,所长\n")


def test_several_sessions_in_one_cell(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "姓名,职务,所属环节\n林岚,院长,开幕致辞、主题一\n")
    assert [session for session, *_facts in appearances()] == ["opening", "topic-1"]


def test_guests_whose_row_names_no_session(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "姓名,职务\n林岚,院长\n", "--session", "topic-1")
    assert [session for session, *_facts in appearances()] == ["topic-1"]


def test_whoever_has_no_role_in_a_chosen_session_attends_it(tmp_path: Path, event: Event) -> None:
    rows = "姓名,职务\n林岚（线上）,院长\n"
    import_list(tmp_path, rows, "--session", "topic-1")
    assert appearances() == [("topic-1", "林岚", "attendee", "video", "院长")]


def test_guests_without_a_session_get_one_of_their_own(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "姓名,职务\n林岚,院长\n", "--session", "new")
    session = event.sessions.get(slug="participants")
    assert (session.kind, session.title_zh_hans, session.title_en) == (
        "other", "参会名单", "Participants"
    )  # fmt: skip
    assert appearances() == [("participants", "林岚", "attendee", "", "院长")]


def test_a_second_list_adds_its_session(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "姓名,职务\n林岚,院长\n", "--session", "opening")
    import_list(tmp_path, "姓名,职务\n林岚,院长\n王芳,所长\n", "--session", "topic-1")
    assert [facts[:2] for facts in appearances()] == [
        ("opening", "林岚"), ("topic-1", "林岚"), ("topic-1", "王芳")
    ]  # fmt: skip


def test_without_a_session_the_title_is_said_to_be_lost(
    tmp_path: Path, event: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    import_list(tmp_path, "姓名,职务\n林岚,院长\n")
    output = capsys.readouterr().out
    assert "Guests without a session (1): their names were taken" in output
    assert "for all of them with --session: 林岚." in output


def test_a_list_moves_nobody_who_is_there(tmp_path: Path, event: Event) -> None:
    opening = event.sessions.get(slug="opening")
    for position, name in enumerate(("甲文", "乙武"), 1):
        make_appearance(opening, make_person(name_zh_hans=name), position=position,
                        title_zh_hans="院长")  # fmt: skip
    rows = "乙武,院长,开幕致辞\n丙斌,院长,开幕致辞\n甲文,院长,开幕致辞\n"
    import_list(tmp_path, "姓名,职务,所属环节\n" + rows)
    order = opening.appearances.order_by("position").values_list("person__name_zh_hans", flat=True)
    assert list(order) == ["甲文", "乙武", "丙斌"]


def test_a_list_leaves_the_event_as_it_is(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "绿色港口大会嘉宾名单,,\n姓名,职务,所属环节\n林岚,院长,开幕致辞\n")
    event.refresh_from_db()
    assert (event.title_zh_hans, event.version) == ("绿色港口论坛", 1)


def test_a_column_is_what_somebody_says(tmp_path: Path, event: Event) -> None:
    text = "嘉宾称呼,头衔全称,场\n林岚,滨海研究院院长,开幕致辞\n"
    import_list(tmp_path, text, "--map", "嘉宾称呼=name_zh_hans", "--map", "头衔全称=title_zh_hans",
                "--map", "场=session")  # fmt: skip
    assert appearances() == [("opening", "林岚", "speaker", "", "滨海研究院院长")]


def test_a_column_can_be_left_out(tmp_path: Path, event: Event) -> None:
    text = "姓名,职务,所属环节,角色\n林岚,院长,开幕致辞,贵宾代表团\n"
    import_list(tmp_path, text, "--map", "角色=ignore")
    assert [role for _session, _name, role, *_facts in appearances()] == ["speaker"]


@pytest.mark.parametrize("statement", ["职务", "职务=rank", "=title", "职务=role_en"])
def test_a_map_that_says_nothing(tmp_path: Path, event: Event, statement: str) -> None:
    with pytest.raises(CommandError, match="write the column's header"):
        import_list(tmp_path, HEADER + ROW, "--map", statement)


def test_a_session_that_the_event_has_not(tmp_path: Path, event: Event) -> None:
    with pytest.raises(CommandError, match="no session “gala”"):
        import_list(tmp_path, HEADER + ROW, "--session", "gala")


def test_a_column_of_which_nothing_is_taken_is_named(
    tmp_path: Path, event: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    import_list(tmp_path, "姓名,职务,所属环节,手机\n林岚,院长,开幕致辞,13800000000\n")
    assert "Nothing was taken from the column “手机”" in capsys.readouterr().out


def test_two_who_share_a_name_are_two(tmp_path: Path, event: Event) -> None:
    rows = "王伟,东港集团董事长,开幕致辞\n王伟,西山大学校长,开幕致辞\n"
    import_list(tmp_path, "姓名,职务,所属环节\n" + rows)
    assert [title for *_facts, title in appearances()] == ["东港集团董事长", "西山大学校长"]


def test_columns_that_state_their_language(tmp_path: Path, event: Event) -> None:
    text = "姓名（中文）,姓名（英文）,Title (Chinese),Title (English),Session\nAnna Berg,Anna Berg,港务局长,Port Director,主题一\n"  # noqa: E501
    import_list(tmp_path, text)
    [row] = Appearance.objects.select_related("person")
    assert (row.person.name_zh_hans, row.person.name_en, row.title_zh_hans, row.title_en) == (
        "Anna Berg", "Anna Berg", "港务局长", "Port Director",
    )  # fmt: skip


def test_the_title_of_a_speech(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, "姓名,职务,所属环节,演讲题目\n林岚,院长,主题一,岸电的下一步\n")
    assert [row.speech_title_zh_hans for row in Appearance.objects.all()] == ["岸电的下一步"]


def snapshot() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return everybody with what is told of them, and who appears where."""
    people = Person.objects.order_by("pk").values_list("name_zh_hans", "name_en", "country")
    parts = Appearance.objects.order_by("pk").values_list(
        "session__slug", "person__name_zh_hans", "role", "attendance", "title_zh_hans", "position"
    )
    return list(people), list(parts)


def test_a_dry_run_of_a_list_writes_nothing(tmp_path: Path, event: Event) -> None:
    import_list(tmp_path, HEADER + ROW, "--dry-run")
    assert (snapshot(), ImportRun.objects.count()) == (([], []), 0)


def test_a_list_is_undone_and_whoever_was_there_is_as_before(tmp_path: Path, event: Event) -> None:
    """New guests go, with their appearances; of a guest who was there, what the list changed."""
    wang = make_person(name_zh_hans="王芳", name_en="Wang Fang", country="")
    make_appearance(event.sessions.get(slug="opening"), wang, role="moderator", position=1,
                    title_zh_hans="", attendance="")  # fmt: skip
    snapshot_before = snapshot()
    import_list(tmp_path, HEADER + ROW + "王芳,Wang Fang,所长,开幕致辞,主持人,现场,中国\n")
    imported = snapshot()
    call_command("undo_import", str(ImportRun.objects.get().pk), "--slip")
    assert ([len(rows) for rows in imported], imported[1][0][4], snapshot()) == (
        [2, 2], "所长", snapshot_before,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "asked"),
    [("海塘修缮大会：参会名单", [("event_title_variant", "list")]), ("绿色港口论坛：参会名单", [])],
)
def test_a_list_with_the_title_of_another_event_is_named(
    tmp_path: Path, event: Event, heading: str, asked: list[tuple[str, str]]
) -> None:
    path = tmp_path / "guests.txt"
    rows = "\n".join(f"{name}\t滨海研究院院长" for name in ("林岚", "苏静", "高岩", "程砚"))
    path.write_text(f"{heading}\n\n姓名\t职务\n{rows}\n", "utf-8")
    call_command("import_record", str(path), "--event", "ports", "--partial")
    findings = ImportWarning.objects.filter(kind="event_title_variant")
    assert list(findings.values_list("kind", "case")) == asked
