"""A list of guests in the desk: its columns, its event, its rows are decided about."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.desk.imports import uploads
from forum.desk.imports.plan_view import compare_texts
from forum.imports.undo import undo_run
from forum.models import ColumnMapping, ImportRun, ImportUpload
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.support.admin_forms import make_run, make_warning
from tests.support.factories import make_event, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

LIST = "/admin/forum/importupload/"
ROWS = "姓名,职务,所属环节\n林岚,院长,开幕致辞\n王芳,所长,开幕致辞\n"
UNNAMED = "嘉宾称呼,头衔全称,场\n林岚,院长,开幕致辞\n"
LIN = "sessions_app.appearance:opening/lin-lan/speaker"
WANG = "sessions_app.appearance:opening/wang-fang/speaker"


@pytest.fixture(autouse=True)
def event() -> Event:
    event = make_event(slug="ports", title_zh_hans="绿色港口论坛", status="draft")
    make_session(event, slug="opening", kind="opening", heading_zh_hans="开幕致辞")
    make_session(event, slug="topic-1", kind="discussion", heading_zh_hans="讨论")
    return event


@pytest.fixture
def desk(client: Client) -> Client:
    user = User.objects.create_user("importer", is_staff=True)
    codenames = ("add_importrun", "view_event", "change_event")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def upload(
    client: Client, text: str = ROWS, event: str = "ports", name: str = "guests.csv"
) -> ImportUpload:
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"))
    client.post(LIST, {"files": [file], "event": event})
    return ImportUpload.objects.latest("pk")


def address(name: str, upload: ImportUpload, *more: object) -> str:
    return reverse(f"admin:forum_importupload_{name}", args=[upload.pk, *more])


def confirm(client: Client, upload: ImportUpload) -> None:
    upload.refresh_from_db()
    facts = {"fingerprint": upload.plan["fingerprint"], "publish": "no"}
    client.post(address("confirm", upload), facts)


def appearances() -> list[tuple[str, str, str]]:
    rows = Appearance.objects.order_by("pk").select_related("session", "person")
    return [(row.person.name_zh_hans, row.session.slug, row.role) for row in rows]


def test_guests_go_into_the_event_that_was_chosen(desk: Client) -> None:
    confirm(desk, upload(desk))
    assert appearances() == [("林岚", "opening", "speaker"), ("王芳", "opening", "speaker")]


def test_a_list_is_undone_in_the_desk(admin_client: Client) -> None:
    """The page shows the plan first; after the undoing everything is as before the import."""
    table = upload(admin_client)
    planned = table.state, appearances()
    confirm(admin_client, table)
    imported = len(appearances())
    admin_client.post(reverse("undo-import", args=[ImportRun.objects.get().pk]))
    assert (planned, imported, appearances(), Person.objects.count()) == (
        (ImportUpload.State.PLANNED, []), 2, [], 0,
    )  # fmt: skip


def test_the_columns_are_shown_with_examples(desk: Client) -> None:
    page = desk.get(address("change", upload(desk))).content.decode()
    assert "林岚 · 王芳" in page


def test_a_table_that_says_nothing_is_read_once_its_columns_are_named(desk: Client) -> None:
    table = upload(desk, UNNAMED)
    assert table.state == ImportUpload.State.FAILED
    columns = {"column-0": "name", "column-1": "title", "column-2": "session"}
    desk.post(address("columns", table), {"event": "ports", **columns})
    confirm(desk, table)
    assert appearances() == [("林岚", "opening", "speaker")]


def test_what_the_columns_hold_is_remembered_for_their_header(desk: Client) -> None:
    columns = {"column-0": "name", "column-1": "title", "column-2": "session"}
    desk.post(address("columns", upload(desk, UNNAMED)), {"event": "ports", **columns})
    again = upload(desk, UNNAMED.replace("林岚", "陈默"))
    assert again.state == ImportUpload.State.PLANNED
    assert [mapping.columns for mapping in ColumnMapping.objects.all()] == [
        {"嘉宾称呼": "name", "头衔全称": "title", "场": "session"}
    ]


def test_guests_go_into_a_session_of_their_own_where_somebody_says_so(desk: Client) -> None:
    table = upload(desk, "姓名,职务\n林岚,院长\n")
    kinds = [finding["kind"] for finding in table.plan["warnings"]]
    columns = {"column-0": "name", "column-1": "title", "own_session": "on"}
    desk.post(address("columns", table), {"event": "ports", "session": "", **columns})
    confirm(desk, table)
    assert "guests_without_session" in kinds
    assert appearances() == [("林岚", "participants", "attendee")]


def test_some_column_must_hold_names(desk: Client) -> None:
    columns = {"column-0": "ignore", "column-1": "title", "column-2": "session"}
    response = desk.post(address("columns", upload(desk)), columns, follow=True)
    assert "Say which column holds the names." in response.content.decode()


def test_bad_cells_are_named_on_the_page(desk: Client) -> None:
    table = upload(desk, ROWS.replace("王芳,所长,开幕致辞", "王芳,所长,酒会"))
    page = desk.get(address("change", table)).content.decode()
    assert "Cell C3 holds “酒会”, which is no session of the event." in page


def test_a_row_can_be_left_out(desk: Client) -> None:
    table = upload(desk)
    desk.post(address("row", table, LIN), {"refused": "on", "session": "opening"})
    confirm(desk, table)
    assert appearances() == [("王芳", "opening", "speaker")]
    assert list(Person.objects.values_list("name_zh_hans", flat=True)) == ["王芳"]


def correct(client: Client, table: ImportUpload, row: str, **values: Any) -> None:
    page = client.get(address("row", table, row))
    form = page.context["form"]
    data = {field.name: field.initial or "" for field in form if field.name != "refused"}
    client.post(address("row", table, row), {**data, **values})
    table.refresh_from_db()


def test_a_row_can_be_corrected(desk: Client) -> None:
    table = upload(desk)
    correct(desk, table, LIN, role="moderator", session="opening", title_zh_hans="副院长")
    confirm(desk, table)
    lin = Appearance.objects.get(person__name_zh_hans="林岚")
    assert (lin.role, lin.title_zh_hans) == ("moderator", "副院长")


TWICE = "姓名,职务,所属环节\n林岚,院长,开幕致辞\n林岚,院长,讨论\n"


def test_a_correction_that_meets_another_row_is_refused(desk: Client) -> None:
    table = upload(desk, TWICE)
    page = desk.get(address("row", table, LIN))
    data = {field.name: field.initial or "" for field in page.context["form"]}
    data |= {"session": "topic-1", "role": "speaker"}
    del data["refused"]
    answer = desk.post(address("row", table, LIN), data)
    confirm(desk, table)
    assert "is there already: leave one of the two rows out." in answer.content.decode()
    assert [session for _name, session, _role in appearances()] == ["opening", "topic-1"]


def test_the_labels_of_a_row_begin_with_a_capital(desk: Client) -> None:
    html = desk.get(address("row", upload(desk), LIN)).content.decode()
    labels = re.findall(r'<div class="entry"><label[^>]*>(.*?)</label>', html)
    assert (labels[0], [label for label in labels if label[:1].islower()]) == (
        "Leave this row out", [],
    )  # fmt: skip


def test_a_name_can_be_corrected(desk: Client) -> None:
    table = upload(desk)
    correct(desk, table, "people.person:lin-lan", name_zh_hans="林澜", name_en="Lin Lan")
    confirm(desk, table)
    assert Person.objects.filter(name_zh_hans="林澜", name_en="Lin Lan").exists()


def test_a_correction_that_is_too_long_is_refused(desk: Client) -> None:
    table = upload(desk)
    answer = desk.post(address("row", table, "people.person:lin-lan"), {"name_en": "L" * 301})
    sentence = "A text has more than 300 characters; shorten it."
    assert answer.context["form"].errors == {"name_en": [sentence]}


def sent_by(client: Client, table: ImportUpload, row: str) -> dict[str, str]:
    """Return what a window sends in which nothing was changed."""
    form = client.get(address("row", table, row)).context["form"]
    return {**form.stated(), **dict(form.list_shown())}


def test_what_another_window_corrected_stays(desk: Client) -> None:
    table = upload(desk)
    windows = [sent_by(desk, table, LIN) for _window in range(2)]
    desk.post(address("row", table, LIN), {**windows[0], "title_zh_hans": "副院长"})
    desk.post(address("row", table, LIN), {**windows[1], "title_en": "Vice Dean"})
    confirm(desk, table)
    lin = Appearance.objects.get(person__name_zh_hans="林岚")
    assert (lin.title_zh_hans, lin.title_en) == ("副院长", "Vice Dean")


def test_what_two_windows_corrected_is_told_and_then_chosen(desk: Client) -> None:
    table = upload(desk)
    windows = [sent_by(desk, table, LIN) for _window in range(2)]
    desk.post(address("row", table, LIN), {**windows[0], "title_en": "Dean"})
    second = {**windows[1], "title_en": "Vice Dean"}
    answer = desk.post(address("row", table, LIN), second)
    table.refresh_from_db()
    told = (answer.status_code, table.decisions["rows"][LIN], "Vice Dean" in answer.text)
    form = answer.context["form"]
    desk.post(address("row", table, LIN), {**second, **dict(form.list_shown())})
    table.refresh_from_db()
    sentence = "Meanwhile “Dean” was kept here. Keep yours once more to replace it, or type that."
    assert told == (409, {"title_en": "Dean"}, True)
    assert form.errors == {"title_en": [sentence]}
    assert table.decisions["rows"][LIN] == {"title_en": "Vice Dean"}


def test_a_choice_that_two_windows_made_is_told_by_its_word(desk: Client) -> None:
    table = upload(desk)
    windows = [sent_by(desk, table, WANG) for _window in range(2)]
    correct(desk, table, WANG, attendance="video")
    answer = desk.post(address("row", table, WANG), {**windows[1], "attendance": "written"})
    assert "Meanwhile “By video” was kept here." in answer.context["form"].errors["attendance"][0]


def test_a_row_that_was_left_out_meanwhile_says_so(desk: Client) -> None:
    table = upload(desk)
    sent = sent_by(desk, table, LIN)
    desk.post(address("row", table, LIN), {**sent, "refused": "on"})
    answer = desk.post(address("row", table, LIN), {**sent, "title_en": "Vice Dean of Harbours"})
    texts = [text.text for text in answer.context["texts"]]
    assert (answer.status_code, "Vice Dean of Harbours" in texts) == (409, True)
    assert "This row has been left out: take that back in the plan" in answer.text
    assert answer.context["again"] == f"{address('change', table)}#changes"


def test_a_row_that_was_moved_meanwhile_says_so(desk: Client) -> None:
    table = upload(desk)
    correct(desk, table, LIN, role="moderator")
    answer = desk.get(address("row", table, LIN))
    assert "This row has been moved to another session or role" in answer.text


def test_a_row_that_no_plan_had_is_not_there(desk: Client) -> None:
    assert desk.get(address("row", upload(desk), f"{LIN}s")).status_code == 404


PROGRAMME = (
    "绿色港口论坛议程\n时间：2023年11月5日\n"
    "09:00-09:20 致辞\n林岚 海港研究院院长\n09:20-10:00 主旨发言\n王芳 港口协会秘书长\n"
)
KEYNOTE = "sessions_app.session:keynote"


def programme(client: Client) -> ImportUpload:
    client.post(LIST, {"files": [SimpleUploadedFile("programme.txt", PROGRAMME.encode())]})
    return ImportUpload.objects.latest("pk")


def test_the_hours_of_a_session_can_be_corrected(desk: Client) -> None:
    agenda = programme(desk)
    correct(desk, agenda, KEYNOTE, start="09:30")
    assert agenda.decisions["rows"] == {KEYNOTE: {"start": "09:30"}}
    [decided] = desk.get(address("change", agenda)).context["decided"]
    pieces = [(field.label, [piece.text for piece in field.pieces]) for field in decided.fields]
    assert pieces == [("Start", ["09:", "20", "30"])]


def test_a_session_is_not_made_to_end_before_it_starts(desk: Client) -> None:
    answer = desk.post(address("row", programme(desk), KEYNOTE), {"start": "10:00", "end": "09:30"})
    assert answer.context["form"].errors == {"end": ["The session ends before it starts."]}


def test_a_moment_that_no_page_has_shown_tells_nothing(desk: Client) -> None:
    agenda = programme(desk)
    sent = {**sent_by(desk, agenda, KEYNOTE), "shown-start": "noon", "start": "09:30"}
    answer = desk.post(address("row", agenda, KEYNOTE), sent)
    agenda.refresh_from_db()
    assert (answer.status_code, agenda.decisions["rows"][KEYNOTE]) == (302, {"start": "09:30"})


def test_after_a_correction_the_plan_opens_at_the_row(desk: Client) -> None:
    agenda = programme(desk)
    answer = desk.post(address("row", agenda, KEYNOTE), {"kind": "other"})
    assert answer["Location"] == f"{address('change', agenda)}#{KEYNOTE}"
    assert f'id="{KEYNOTE}"' in desk.get(address("change", agenda)).text


def test_a_corrected_row_can_be_corrected_again(desk: Client) -> None:
    table = upload(desk)
    correct(desk, table, LIN, role="moderator")
    moved = "sessions_app.appearance:opening/lin-lan/moderator"
    correct(desk, table, moved, role="panellist")
    confirm(desk, table)
    assert appearances()[0] == ("林岚", "opening", "panellist")


def test_a_guess_is_confirmed_as_it_stands(desk: Client) -> None:
    rows = "09:00-09:40\t主旨发言\t王芳 海塘局局长（线上）：石塘还在吗\n09:40-10:00\t茶歇\t"
    run = upload(desk, f"2031海塘论坛议程\n时间\t环节\t嘉宾\n{rows}", name="programme.txt")
    guesses = [finding["kind"] for finding in run.plan["warnings"]]
    row = "sessions_app.appearance:keynote/wang-fang/speaker"
    form = desk.get(address("row", run, row)).context["form"]
    desk.post(address("row", run, row), form.stated())
    run.refresh_from_db()
    assert "guess" in guesses
    assert [finding["kind"] for finding in run.plan["warnings"]] == [
        kind for kind in guesses if kind != "guess"
    ]
    decided = desk.get(address("change", run)).context["decided"]
    assert [(row.name, row.fields, row.is_left_out) for row in decided] == [
        ("王芳 · 主旨发言", [], False)
    ]


MINUTED = (
    "海塘研讨会\n\n时间：2031年5月6日\n主办单位：海塘局\n\n简要介绍\n2031年5月6日，海塘研讨会举行。\n\n"
    "【致辞环节】\n主持人：林岚，海塘研究院院长\n海塘局局长陆见澜致辞。陆见澜指出，要先算水账。\n\n"
    "【讨论环节】\n海岛联盟秘书长 温桥 表示，居民愿意为稳定供水付费。"
)


def test_what_is_asked_about_a_guest_is_answered_by_keeping_the_row(desk: Client) -> None:
    run = upload(desk, MINUTED, event="new", name="record.txt")
    row = "sessions_app.appearance:discussion/wen-qiao/panellist"
    asked = [finding["kind"] for finding in run.plan["warnings"] if finding["subject"] == "温桥"]
    form = desk.get(address("row", run, row)).context["form"]
    desk.post(address("row", run, row), form.stated())
    run.refresh_from_db()
    kinds = [finding["kind"] for finding in run.plan["warnings"] if finding["subject"] == "温桥"]
    assert (asked, kinds) == (["unlisted_person", "caption_missing", "attendance_unstated"], [])


def test_the_name_of_an_organization_can_be_corrected(desk: Client) -> None:
    run = upload(desk, MINUTED, event="new", name="record.txt")
    row = "sessions_app.eventorganization:host-1"
    form = desk.get(address("row", run, row)).context["form"]
    desk.post(address("row", run, row), {**form.stated(), "printed_name_zh_hans": "滨海市海塘局"})
    run.refresh_from_db()
    names = [entry["name"] for entry in run.plan["plan"] if "organization" in entry["model"]]
    assert names == ["滨海市海塘局", "滨海市海塘局"]
    kinds = desk.get(address("change", run)).context["kinds"]
    rows = {kind.label: kind.changes[0].row for kind in kinds}
    assert rows["people.organization"] == row


@pytest.mark.parametrize(
    ("row", "invitation"),
    [
        ("sessions_app.event:event", "Confirm or correct …"),
        ("people.person:wen-qiao", "Correct or leave out: 温桥"),
        (
            "sessions_app.appearance:discussion/wen-qiao/panellist",
            "Confirm, correct or leave out: 温桥 · 讨论环节",
        ),
    ],
)
def test_a_row_says_what_can_be_done_about_it(desk: Client, row: str, invitation: str) -> None:
    run = upload(desk, MINUTED, event="new", name="record.txt")
    links = desk.get(address("change", run)).text.split(f'href="{address("row", run, row)}"')[1:]
    assert [invitation in link.partition("</a>")[0] for link in links].count(True) > 0


DATED = (
    "2031海塘论坛议程\n时间：2031年5月6日\n时间\t环节\t嘉宾\n09:00-09:40\t主旨发言\t王芳 海塘局局长"
)
EVENT = "sessions_app.event:event"


def test_the_event_s_own_title_days_and_venue_can_be_corrected(desk: Client) -> None:
    run = upload(desk, DATED, event="new", name="programme.txt")
    facts = {"title_zh_hans": "海塘论坛", "venue_zh_hans": "潮厅", "starts_on": "2031-05-07"}
    correct(desk, run, EVENT, **facts, subtitle_zh_hans="守护", ends_on="2031-05-08")
    event = run.plan["event"]
    texts = [event[name]["zh-hans"] for name in ("title", "subtitle", "venue")]
    assert texts == ["海塘论坛", "守护", "潮厅"]
    assert (event["start_date"], event["end_date"]) == ("2031-05-07", "2031-05-08")


def test_an_event_is_not_made_to_end_before_it_starts(desk: Client) -> None:
    run = upload(desk, DATED, event="new", name="programme.txt")
    facts = {"title_zh_hans": "", "starts_on": "2031-05-07", "ends_on": "2031-05-06"}
    answer = desk.post(address("row", run, EVENT), facts)
    assert answer.context["form"].errors.keys() == {"title_zh_hans", "ends_on"}


def test_decisions_can_be_taken_back(desk: Client) -> None:
    table = upload(desk)
    desk.post(address("row", table, LIN), {"refused": "on", "session": "opening"})
    desk.post(address("rows", table))
    confirm(desk, table)
    assert len(appearances()) == 2


def test_rows_that_were_decided_about_are_named_and_taken_back_for_themselves(
    desk: Client,
) -> None:
    table = upload(desk)
    correct(desk, table, "people.person:lin-lan", name_zh_hans="林澜")
    desk.post(address("row", table, WANG), {"refused": "on", "session": "opening"})
    decided = desk.get(address("change", table)).context["decided"]
    desk.post(address("rows", table), {"row": WANG})
    table.refresh_from_db()
    names = [(row.kind, row.name, bool(row.fields)) for row in decided]
    assert (names, [*table.decisions["rows"]]) == (
        [("Person", "林澜", True), ("Appearance", "wang-fang · 所长", False)],
        ["people.person:lin-lan"],
    )


def test_an_upload_whose_import_was_undone_says_so(desk: Client) -> None:
    table = upload(desk)
    confirm(desk, table)
    undo_run(ImportRun.objects.get())
    assert "data-label>Undone</span>" in desk.get(LIST).text


def test_what_an_undone_import_left_in_question_is_asked_no_more(admin_client: Client) -> None:
    make_warning(make_run(undone_at=timezone.now()), subject="潮汐")
    make_warning(make_run(), subject="岸电")
    page = admin_client.get("/admin/forum/importwarning/").text
    assert ("潮汐" in page, "岸电" in page) == (False, True)


def test_a_row_is_shown_beside_its_passage(desk: Client) -> None:
    page = desk.get(address("row", upload(desk), LIN)).content.decode()
    assert "<mark>林岚" in page


def test_a_row_that_is_not_there(desk: Client) -> None:
    assert desk.get(address("row", upload(desk), "people.person:nobody")).status_code == 404


def test_the_plan_shows_where_each_row_comes_from(desk: Client) -> None:
    kinds = desk.get(address("change", upload(desk))).context["kinds"]
    people = next(kind for kind in kinds if kind.label == "people.person")
    passages = [[line.number for line in change.passage] for change in people.changes]
    assert passages == [[2], [3]]


def test_a_correction_holds_for_the_next_list_of_the_event(desk: Client) -> None:
    correct(desk, upload(desk), "people.person:lin-lan", name_zh_hans="林澜")
    following = upload(desk)
    [decision] = desk.get(address("change", following)).context["inherited"]
    [field] = decision.fields
    texts = [(piece.kind, piece.text) for piece in field.pieces]
    assert (decision.name, decision.kind, texts) == (
        "林澜", "Person", [("same", "林"), ("old", "岚"), ("new", "澜")],
    )  # fmt: skip
    confirm(desk, following)
    assert Person.objects.filter(name_zh_hans="林澜").exists()


def test_a_correction_holds_where_the_document_says_the_same(desk: Client) -> None:
    correct(desk, upload(desk), LIN, title_zh_hans="副院长")
    following = upload(desk, ROWS.replace("林岚,院长", "林岚,荣誉院长"))
    assert desk.get(address("change", following)).context["inherited"] == []


def test_a_correction_that_was_taken_back_does_not_return(desk: Client) -> None:
    correct(desk, upload(desk), "people.person:lin-lan", name_zh_hans="林澜")
    following = upload(desk)
    desk.post(address("rows", following))
    confirm(desk, following)
    assert Person.objects.filter(name_zh_hans="林岚").exists()


def test_what_is_decided_as_before_is_taken_back_for_itself(desk: Client) -> None:
    first = upload(desk)
    correct(desk, first, "people.person:lin-lan", name_zh_hans="林澜")
    desk.post(address("row", first, WANG), {"refused": "on", "session": "opening"})
    following = upload(desk)
    correct(desk, following, LIN, title_zh_hans="副院长")
    page = desk.get(address("change", following))
    desk.post(address("inherited", following), {"row": "people.person:lin-lan"})
    remaining_inherited = desk.get(address("change", following)).context["inherited"]
    desk.post(address("inherited", following))
    following.refresh_from_db()
    assert "left out" in page.text
    assert ([row.row for row in remaining_inherited], [*following.decisions["rows"]]) == (
        [WANG],
        [LIN],
    )


def test_a_correction_holds_for_files_that_were_given_together(desk: Client) -> None:
    names = ("first.csv", "second.csv")
    files = [SimpleUploadedFile(name, ROWS.encode("utf-8-sig")) for name in names]
    desk.post(LIST, {"files": files, "event": "ports"})
    first, second = ImportUpload.objects.order_by("pk")
    correct(desk, first, "people.person:lin-lan", name_zh_hans="林澜")
    second.refresh_from_db()
    assert second.decisions["rows"] == {"people.person:lin-lan": {"name_zh_hans": "林澜"}}


def two_lists(client: Client) -> tuple[ImportUpload, ImportUpload]:
    return upload(client), upload(client, ROWS.replace("林岚", "陈默"))


def test_a_list_without_the_row_is_not_planned_again(desk: Client) -> None:
    first, second = two_lists(desk)
    progress_before = second.progress
    ImportUpload.objects.filter(pk=second.pk).update(progress=progress_before - 1)
    correct(desk, first, "people.person:lin-lan", name_zh_hans="林澜")
    second.refresh_from_db()
    assert second.progress == progress_before - 1


def test_another_users_list_is_not_planned_again(desk: Client) -> None:
    first, second = upload(desk), upload(desk)
    other_user = User.objects.create_user("other", is_staff=True)
    ImportUpload.objects.filter(pk=second.pk).update(by=other_user)
    correct(desk, first, "people.person:lin-lan", name_zh_hans="林澜")
    second.refresh_from_db()
    assert "rows" not in second.decisions


def test_what_was_typed_stands_where_the_plan_is_made_again(desk: Client) -> None:
    table = upload(desk)
    ImportUpload.objects.filter(pk=table.pk).update(state=ImportUpload.State.READING)
    page = desk.post(address("row", table, LIN), {"session": "opening", "title_zh_hans": "副院长"})
    table.refresh_from_db()
    assert (page.status_code, 'value="副院长"' in page.content.decode(), table.decisions) == (
        409, True, {"event": "ports"},
    )  # fmt: skip


def test_a_decision_that_another_work_overtakes_is_not_stored(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = upload(desk)
    monkeypatch.setattr(uploads, "ask_to_read", lambda *_asked: False)
    page = desk.post(address("row", table, LIN), {"session": "opening", "title_zh_hans": "副院长"})
    table.refresh_from_db()
    assert (page.status_code, table.decisions) == (409, {"event": "ports"})


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("rows", {}),
        ("inherited", {}),
        ("again", {"partial": "yes"}),
        ("copies", {"way": "copies"}),
        ("decide", {"overwrite_asked": "1", "overwrite": "on"}),
        ("columns", {"event": "", "column-0": "name", "column-1": "title", "column-2": "ignore"}),
    ],
)
def test_nothing_is_stored_while_an_upload_is_read(
    desk: Client, name: str, sent: dict[str, str]
) -> None:
    table = upload(desk)
    correct(desk, table, "people.person:lin-lan", name_zh_hans="林澜")
    table.refresh_from_db()
    decisions = table.decisions
    ImportUpload.objects.update(state=ImportUpload.State.READING)
    desk.post(address(name, table), sent)
    table.refresh_from_db()
    assert table.decisions == decisions


def test_of_a_long_text_the_change_and_what_stands_around_it_are_shown() -> None:
    same = "潮" * 9_000
    pieces = compare_texts(Event._meta.get_field("introduction_zh_hans"), f"{same}旧{same}",
                           f"{same}新{same}")  # fmt: skip
    around = "潮" * 120
    assert [piece.text for piece in pieces] == [f"… {around}", "旧", "新", f"{around} …"]


def test_a_guest_stands_beside_the_name_of_a_session_that_is_there(desk: Client) -> None:
    table = upload(desk, "姓名,职务,所属环节\n林岚,院长,opening\n")
    kinds = desk.get(address("change", table)).context["kinds"]
    (guests,) = (kind for kind in kinds if kind.label == "sessions_app.appearance")
    assert guests.first_names == ["林岚 · 开幕致辞"]


def test_a_refusal_that_can_only_repeat_itself_is_not_tried_again_first(desk: Client) -> None:
    refused = upload(desk, UNNAMED)
    assert (
        '<button type="submit">Try again' in desk.get(address("change", refused)).content.decode()
    )
