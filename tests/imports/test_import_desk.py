"""The pages of an import in the admin, as an importer meets them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from forum.desk.imports.plan_view import name_sessions
from forum.imports.passages import cut_passage
from forum.models import Autosave, ImportRun, ImportUpload
from forum.models.finding_sentences import subject_in_words
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.history.test_autosaves import keep
from tests.support.admin_forms import make_run, make_upload
from tests.support.desk_client import queries
from tests.support.factories import make_appearance, make_event, make_person, make_session
from tests.support.import_pages import (
    LIST,
    address,
    confirm,
    import_text,
    make_upload_file,
    page,
    upload,
)
from tests.support.papers import CLEAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

State = ImportUpload.State


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_whoever_may_not_import_is_refused(client: Client) -> None:
    upload = make_upload(state=State.PLANNED)
    client.force_login(User.objects.create_user("guest", is_staff=True))
    answers = [client.get(LIST), client.post(LIST), client.get(address("change", upload))]
    answers += [
        client.post(address(name, upload)) for name in ("decide", "confirm", "again", "discard")
    ]
    answers.append(client.get(address("status", upload)))
    assert {answer.status_code for answer in answers} == {403}


def test_the_list_of_uploads_asks_the_same_of_one_and_of_three(desk: Client) -> None:
    make_upload(state=State.DONE, run=make_run())
    statements = queries(desk, LIST)
    for _number in range(2):
        make_upload(state=State.DONE, run=make_run())
    assert queries(desk, LIST) == statements


@pytest.mark.parametrize(
    "name", ["decide", "confirm", "again", "columns", "rows", "inherited", "copies"]
)
def test_nothing_is_done_by_looking(desk: Client, name: str) -> None:
    upload = make_upload(state=State.PLANNED)
    assert desk.get(address(name, upload)).status_code == 404


def test_the_menu_says_what_one_does(desk: Client) -> None:
    assert "Import records" in desk.get(LIST).content.decode()


def test_one_file_leads_to_its_plan(desk: Client) -> None:
    response = desk.post(LIST, {"files": [make_upload_file()]})
    upload = ImportUpload.objects.get()
    assert response["Location"] == address("change", upload)
    assert (upload.state, upload.name, str(upload.by)) == (State.PLANNED, "record.txt", "importer")
    assert Event.objects.count() == 0


def test_of_several_files_the_bad_ones_are_refused_each_with_a_reason(desk: Client) -> None:
    files = [
        make_upload_file(),
        make_upload_file("%PDF-1.4", "record.pdf"),
        SimpleUploadedFile("empty.txt", b""),
        make_upload_file("PK\x03\x04", "broken.docx"),
    ]
    response = desk.post(LIST, {"files": files}, follow=True)
    states = {upload.name: (upload.state, upload.reason) for upload in ImportUpload.objects.all()}
    assert states == {
        "record.txt": ("planned", ""),
        "record.pdf": ("failed", "this is a PDF; open its original and save it as .docx."),
        "empty.txt": ("failed", "the file is empty; save the record anew and import it again."),
        "broken.docx": (
            "failed",
            "the Word file is damaged or incomplete; get it again, or open it in Word and save "
            "it anew as .docx.",
        ),
    }
    assert messages(response) == ["2 files were refused; the reason stands beside each."]
    assert "This is a PDF; open its original" in response.content.decode()


def test_a_pasted_text_beside_a_picture_is_taken_and_not_offered_again(
    desk: Client,
) -> None:
    keep(User.objects.get(), page=LIST)
    draft = Autosave.objects.get().draft
    picture = SimpleUploadedFile("paper.docx", b"\x89PNG\r\n\x1a\n" + bytes(80))
    sent = {"text": CLEAN, "files": [picture], "_autosave": f"{draft}:1"}
    response = desk.post(LIST, sent, follow=True)
    assert (messages(response), Autosave.objects.unsaved().count()) == (
        [
            "1 file was refused; the reason stands beside it.",
            "The pasted text was taken and is read.",
        ],
        0,
    )
    assert "This is a picture and no document" in response.content.decode()


def test_uploads_are_dated_as_the_desk_dates(desk: Client) -> None:
    created = timezone.localtime(upload(desk).created)
    assert f"<td>{date_format(created, 'DATETIME_FORMAT')}</td>" in desk.get(LIST).text


def test_what_is_too_large_is_not_stored(desk: Client) -> None:
    record_upload = upload(desk, SimpleUploadedFile("long.txt", b"a" * (5 * 1024 * 1024 + 1)))
    assert (record_upload.state, record_upload.file.name) == (State.FAILED, "")
    assert record_upload.reason == "the text has more than 5 MB; split it and import the parts."


def test_a_name_of_the_files_own_decides_nothing(desk: Client) -> None:
    record_upload = upload(desk, make_upload_file(name="a<b>\u202e.t/../x.TXT"))
    assert record_upload.file.name.startswith("uploads/")
    assert record_upload.file.name.endswith(".txt")
    assert "<b>" not in page(desk, record_upload)


def test_no_file_is_asked_for(desk: Client) -> None:
    assert messages(desk.post(LIST, follow=True)) == ["Choose at least one file, or paste a text."]


def test_a_pasted_text_is_read_as_a_file_called_by_its_first_line(desk: Client) -> None:
    desk.post(LIST, {"text": f"\n{CLEAN}"})
    pasted, given = ImportUpload.objects.get(), upload(desk)
    assert (pasted.name, pasted.plan["sessions"]) == (
        f"{CLEAN.splitlines()[0]}.txt", given.plan["sessions"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"), [("en", "This is what the import would do"), ("zh-hans", "论坛")]
)
def test_the_plan_says_what_would_be_made(desk: Client, language: str, said: str) -> None:
    record_upload = upload(desk)
    desk.cookies["django_language"] = language
    page_text = page(desk, record_upload)
    assert said in page_text
    assert "林晚舟" in page_text


def test_the_counts_of_a_plan_begin_with_a_capital(desk: Client) -> None:
    labels = re.findall(r'<div class="\w+"><dt>(\w+)</dt>', page(desk, upload(desk)))
    assert labels == ["Create", "Update", "Conflict", "Unchanged"]


def test_each_kind_of_record_names_what_it_makes_before_it_is_opened(desk: Client) -> None:
    page_text = page(desk, upload(desk))
    names = re.findall(r'class="names">(.*?)</span></summary>', page_text, re.S)
    assert [re.findall("<span>(.*?)</span>", line) for line in names][3] == [
        "林晚舟", "程砚", "奥尔加·林德", "秦牧野",
    ]  # fmt: skip


def test_a_warning_stands_beside_its_passage(desk: Client) -> None:
    record_upload = upload(
        desk, make_upload_file(CLEAN.replace("秦牧野 松川大学教授", "秦牧野 松川大学讲师"))
    )
    page_text = page(desk, record_upload)
    assert '<span class="number">20</span>' in page_text
    assert "<mark>秦牧野</mark>" in page_text


def test_a_warning_leads_to_the_rows_that_it_is_about(desk: Client) -> None:
    record_upload = upload(
        desk, make_upload_file(CLEAN.replace("秦牧野 松川大学教授", "秦牧野 松川大学讲师"))
    )
    findings = desk.get(address("change", record_upload)).context["findings"]
    rows = [[row.partition(":")[0] for row in finding.rows] for finding in findings]
    assert (rows, [finding.subject for finding in findings]) == (
        [["people.person", "sessions_app.appearance"]], ["秦牧野"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Dialogue 2", "Lin Lan · Dialogue 2"]), ("zh-hans", ["对话 2", "Lin Lan · 对话 2"])],
)
def test_a_session_without_a_text_is_called_by_its_kind(language: str, names: list[str]) -> None:
    session = {"model": "sessions_app.session", "fields": {"kind": {"new": "dialogue"}}}
    guest = {"model": "sessions_app.appearance", "name": "Lin Lan · dialogue-2", "fields": {}}
    key = {"key": "dialogue-2", "name": "dialogue-2"}
    with translation.override(language):
        plan = name_sessions({"plan": [{**session, **key}, {"key": "", **guest}], "lacking": []})
    assert [entry["name"] for entry in plan["plan"]] == names


def test_a_changed_document_shows_what_differs(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload)
    other_upload = upload(
        desk, make_upload_file(CLEAN.replace("孩子们就不用绕路", "孩子们就不用走远路"))
    )
    page_text = page(desk, other_upload)
    assert "<del>绕</del>" in page_text
    assert "<ins>走远</ins>" in page_text


def test_a_new_row_names_whoever_it_is_of_who_does_not_change(desk: Client) -> None:
    confirm(desk, upload(desk))
    listed = "致辞环节：\n秦牧野 松川大学教授\n程砚"
    page_text = page(
        desk, upload(desk, make_upload_file(CLEAN.replace("致辞环节：\n程砚", listed)))
    )
    assert (">秦牧野<" in page_text, ">people.person:qin" in page_text) == (True, False)


def test_the_confirmed_plan_is_written_as_drafts(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload)
    record_upload.refresh_from_db()
    assert (record_upload.state, record_upload.run) == (State.DONE, ImportRun.objects.get())
    assert {event.status for event in Event.objects.all()} == {"draft"}
    assert str(ImportRun.objects.get().by) == "importer"


def test_the_result_links_to_what_was_made(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload)
    page_text = page(desk, record_upload)
    event = Event.objects.get(title_zh_hans="河谷与桥梁")
    run = ImportRun.objects.get()
    session = event.sessions.earliest("position")
    person = Person.objects.get(name_zh_hans="程砚")
    for url in (
        f"/admin/sessions_app/event/{event.pk}/change/",
        f"/admin/sessions_app/session/{session.pk}/change/",
        f"/admin/people/person/{person.pk}/change/",
        f"/admin/forum/importrun/{run.pk}/change/",
    ):
        assert url in page_text


def test_a_second_confirmation_writes_nothing(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload)
    response = desk.post(
        address("confirm", record_upload),
        {"fingerprint": record_upload.plan["fingerprint"]},
        follow=True,
    )
    assert ImportRun.objects.count() == 1
    assert messages(response) == [
        "This upload has moved on since the page was shown; this is how it stands."
    ]


def test_another_plan_than_the_one_that_was_shown_is_not_confirmed(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload, fingerprint="0" * 64)
    assert ImportRun.objects.count() == 0


def test_a_plan_that_the_site_has_overtaken_is_shown_anew(desk: Client) -> None:
    record_upload = upload(desk)
    make_person(name_zh_hans="程砚", name_en=None)
    confirm(desk, record_upload)
    record_upload.refresh_from_db()
    assert (record_upload.state, ImportRun.objects.count()) == (State.PLANNED, 0)
    assert "Somebody changed the site after the plan was made" in page(desk, record_upload)


def test_the_same_file_again_says_that_nothing_changes(desk: Client) -> None:
    confirm(desk, upload(desk))
    page_text = page(desk, upload(desk))
    assert "Nothing changes: the site holds what the document says." in page_text
    assert 'name="fingerprint"' not in page_text


def a_namesake() -> Person:
    session = make_session(make_event(title_zh_hans="渔业大会", title_en="Fishery Fair"))
    person = make_person(name_zh_hans="程砚", name_en=None)
    make_appearance(session, person, title_zh_hans="渔业局局长", title_en=None)
    return person


def test_an_uncertain_match_is_asked_about_with_last_title_and_event(desk: Client) -> None:
    a_namesake()
    page_text = page(desk, upload(desk))
    assert "渔业局局长 · 渔业大会 / Fishery Fair (2023)" in page_text
    assert "First answer the 1 open question above." in page_text


def test_an_open_question_is_not_confirmed(desk: Client) -> None:
    a_namesake()
    record_upload = upload(desk)
    confirm(desk, record_upload)
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(("answer", "people"), [("this", 4), ("new", 5)])
def test_an_answer_decides(desk: Client, answer: str, people: int) -> None:
    person = a_namesake()
    record_upload = upload(desk)
    desk.post(
        address("decide", record_upload), {"q0": str(person.pk) if answer == "this" else "new"}
    )
    record_upload.refresh_from_db()
    confirm(desk, record_upload)
    assert (ImportRun.objects.count(), Person.objects.count()) == (1, people)


def test_an_answer_stands_where_the_plan_is_made_again(desk: Client) -> None:
    a_namesake()
    record_upload = upload(desk)
    ImportUpload.objects.filter(pk=record_upload.pk).update(state=State.READING)
    response = desk.post(address("decide", record_upload), {"q0": "new"})
    assert (response.status_code, response.context["questions"][0].new) == (409, True)


def test_answers_that_exclude_each_other_stand_to_be_chosen_again(desk: Client) -> None:
    person = a_namesake()
    record_upload = upload(desk)
    [question] = record_upload.plan["questions"]
    record_upload.plan["questions"].append({**question, "key": "people.person:another"})
    record_upload.save()
    response = desk.post(
        address("decide", record_upload), {"q0": str(person.pk), "q1": str(person.pk)}
    )
    choices = [
        choice.chosen for question in response.context["questions"] for choice in question.choices
    ]
    assert (response.status_code, choices, response.context["stored_plan"]["fingerprint"]) == (
        400, [True, True], "",
    )  # fmt: skip


def test_an_answer_that_was_not_offered_is_none(desk: Client) -> None:
    a_namesake()
    other_person = make_person(name_zh_hans="别人", name_en=None)
    record_upload = upload(desk)
    desk.post(address("decide", record_upload), {"q0": str(other_person.pk)})
    record_upload.refresh_from_db()
    assert record_upload.decisions == {}


def test_the_event_that_is_meant_is_asked_about(desk: Client) -> None:
    confirm(desk, upload(desk))
    later = CLEAN.replace("4月10日", "4月11日").replace("10 April", "11 April")
    record_upload = upload(desk, make_upload_file(later))
    assert "The site has an event much like this one." in page(desk, record_upload)
    event = Event.objects.get(title_zh_hans="河谷与桥梁")
    desk.post(address("decide", record_upload), {"q0": str(event.pk)})
    record_upload.refresh_from_db()
    confirm(desk, record_upload)
    event.refresh_from_db()
    assert (event.starts_on.isoformat(), Event.objects.count()) == ("2024-04-11", 2)


def test_the_document_may_win_over_staff(desk: Client) -> None:
    confirm(desk, upload(desk))
    event = Event.objects.get(title_zh_hans="河谷与桥梁")
    event.introduction_zh_hans = "<p>编辑写的。</p>"
    event.save()
    record_upload = upload(desk)
    assert (record_upload.plan["counts"]["conflict"], record_upload.plan["writes"]) == (1, 0)
    assert "stays: staff changed it" in page(desk, record_upload)
    desk.post(address("decide", record_upload), {"overwrite_asked": "1", "overwrite": "on"})
    record_upload.refresh_from_db()
    assert (record_upload.plan["counts"]["update"], record_upload.plan["writes"]) == (1, 1)
    confirm(desk, record_upload)
    event.refresh_from_db()
    assert "编辑写的" not in event.introduction_zh_hans


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "An earlier import made it and staff deleted it since; it stays deleted."),
        ("zh-hans", "由先前的导入创建，后被工作人员删除；保持删除。"),
    ],
)
def test_a_plan_says_in_the_reader_s_language_why_a_row_stays(
    desk: Client, language: str, sentence: str
) -> None:
    confirm(desk, upload(desk))
    Appearance.objects.all()[0].delete()
    again = upload(desk)
    desk.cookies["django_language"] = language
    assert sentence in page(desk, again)


@pytest.mark.parametrize(
    ("language", "clicked"),
    [
        ("en", "or write the title above the text, or click “Take what was understood”"),
        ("zh-hans", "或在文首写明活动名称，或点击“采用已读懂的内容”存为草稿"),
    ],
)
def test_a_refusal_says_in_the_language_of_whoever_reads_it_what_to_click(
    desk: Client, language: str, clicked: str
) -> None:
    nameless = "2023年11月5日\n议程\n09:00 开幕\n09:30 致辞 林岚 滨海市市长\n10:00 茶歇\n"
    refused = upload(desk, make_upload_file(nameless, "programme.txt"))
    desk.cookies["django_language"] = language
    pages = [page(desk, refused), desk.get(LIST).text]
    assert [clicked in " ".join(text.split()) for text in pages] == [True, True]
    assert [option in pages[0] for option in ("--title", "--partial")] == [False, False]


def test_what_failed_is_tried_again(desk: Client) -> None:
    record_upload = upload(desk)
    ImportUpload.objects.update(state=State.FAILED, error="It failed.")
    assert "It failed." in page(desk, record_upload)
    desk.post(address("again", record_upload))
    record_upload.refresh_from_db()
    assert (record_upload.state, record_upload.reason) == (State.PLANNED, "")


def test_an_upload_is_discarded_with_its_file(desk: Client) -> None:
    record_upload = upload(desk)
    path, storage = record_upload.file.name, record_upload.file.storage
    desk.post(address("discard", record_upload))
    assert (ImportUpload.objects.count(), storage.exists(path)) == (0, False)


def test_discarding_asks_and_names_the_file_and_what_goes_with_it(desk: Client) -> None:
    record_upload = upload(desk)
    link = f'href="{address("discard", record_upload)}"'
    decisions = {ImportUpload.ROWS: {"people/1": {}, "people/2": {}}, "person": "new"}
    ImportUpload.objects.update(decisions=decisions)
    html = desk.get(address("discard", record_upload)).text
    words = (record_upload.name, "2 rows that were corrected or left out go", "1 answer goes")
    assert [link in page(desk, record_upload), *(text in html for text in words)] == [True] * 4
    assert ImportUpload.objects.count() == 1


@pytest.mark.parametrize("is_imported", [False, True])
def test_what_was_typed_about_an_upload_ends_with_it(desk: Client, is_imported: bool) -> None:
    record_upload = upload(desk)
    keep(User.objects.get(username="importer"), page=f"{LIST}{record_upload.pk}/rows/people/1/")
    if is_imported:
        confirm(desk, record_upload)
        page(desk, record_upload)
    else:
        desk.post(address("discard", record_upload))
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("is_imported", [False, True])
def test_what_somebody_else_typed_about_an_upload_stays(desk: Client, is_imported: bool) -> None:
    record_upload = upload(desk)
    other_user = User.objects.create_superuser("second")
    keep(other_user, page=f"{LIST}{record_upload.pk}/rows/people/1/")
    if is_imported:
        confirm(desk, record_upload)
        page(desk, record_upload)
        desk.force_login(other_user)
        page(desk, record_upload)
    else:
        desk.post(address("discard", record_upload))
    assert Autosave.objects.of_author(other_user).exists()


def test_what_was_imported_is_not_discarded(desk: Client) -> None:
    record_upload = upload(desk)
    confirm(desk, record_upload)
    desk.post(address("discard", record_upload))
    assert ImportUpload.objects.count() == 1


def test_the_state_is_told_for_the_page_that_waits(desk: Client) -> None:
    upload = make_upload(state=State.READING, progress=30)
    assert desk.get(address("status", upload)).json() == {
        "state": "reading", "label": "Being read", "progress": 30, "trouble": "",
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_list(admin_client: Client, rows: int) -> None:
    for _row in range(rows):
        make_upload()
    admin_client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(LIST)
    assert len(captured) == 6


@pytest.mark.parametrize("questions", [1, 3])
def test_queries_of_a_plan_by_its_questions(admin_client: Client, questions: int) -> None:
    for name in ("程砚", "林晚舟", "秦牧野")[:questions]:
        session = make_session(make_event(title_zh_hans="渔业大会"))
        person = make_person(name_zh_hans=name, name_en=None)
        make_appearance(session, person, title_zh_hans="渔业局局长", title_en=None)
    record_upload = upload(admin_client)
    assert len(record_upload.plan["questions"]) == questions
    page(admin_client, record_upload)
    with CaptureQueriesContext(connection) as captured:
        page(admin_client, record_upload)
    assert len(captured) == 6


def test_a_long_line_is_shown_around_the_word() -> None:
    (line,) = cut_passage({"3": "甲" * 500 + "林岚" + "乙" * 500}, [3], ["林岚"])
    passage = "".join(piece.text for piece in line.pieces)
    assert (len(passage), [piece.text for piece in line.pieces if piece.marked]) == (242, ["林岚"])


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("zh-hans", "hosts", "主办单位"),
        ("zh-hans", "title", "活动标题"),
        ("zh-hans", "programme", "议程"),
        ("zh-hans", "en", "英文"),
        ("en", "zh-hans", "Chinese"),
        ("en", "林岚", "林岚"),
    ],
)
def test_what_a_warning_is_about_is_said_in_words(language: str, subject: str, said: str) -> None:
    with translation.override(language):
        assert subject_in_words(subject) == said


RELEASE = """“绿色港口与数字航运”分论坛在滨海举行
2023年11月5日，由海港研究院主办的“绿色港口与数字航运”分论坛在滨海会议中心举行。
滨海市市长林岚出席并致辞。林岚表示，港口要把岸电用起来。
海港研究院院长何平指出，数据互通才能让小港口接入大航线。
"""


def test_news_of_an_event_that_is_there_ask_whether_it_is_that_one(desk: Client) -> None:
    event = make_event(title_zh_hans="绿色港口与数字航运", title_en=None)
    mayor = make_person(name_en=None)
    make_appearance(make_session(event), mayor, title_zh_hans="滨海市副市长", title_en=None)
    news = upload(desk, make_upload_file(RELEASE, "news.txt"))
    assert "The site has an event much like this one." in page(desk, news)
    confirm(desk, news)
    assert Event.objects.count() == 1
    desk.post(address("decide", news), {"q0": str(event.pk)})
    assert "is “滨海市市长” in this document and “滨海市副市长” at the same event" in page(
        desk, news
    )


def test_news_of_an_event_that_is_there_are_never_published_unasked(tmp_path: Path) -> None:
    make_event(title_zh_hans="绿色港口与数字航运", title_en=None, slug="ports")
    output = import_text(tmp_path, RELEASE, publish=True)
    assert "Write --event ports if it is the same" in output
    assert (Event.objects.count(), ImportRun.objects.count()) == (1, 0)


def upload_into(client: Client, event: Event, text: str) -> ImportUpload:
    client.post(LIST, {"files": [make_upload_file(text, "news.txt")], "event": event.slug})
    return ImportUpload.objects.latest("pk")


PROGRAMME = """绿色港口与数字航运国际合作分论坛
2023年11月5日
滨海会议中心一层大会议厅
09:00-09:30 致辞
滨海市市长林岚
10:00-11:00 主旨发言
滨海大学教授吴越
"""


@pytest.mark.parametrize(
    ("language", "kept", "said"),
    [
        ("en", "stays: news tell less than the site", "where the site says something already"),
        ("zh-hans", "保留：新闻稿不如站点完整", "站点已有的内容予以保留"),
    ],
)
def test_news_of_a_chosen_event_give_way_to_what_the_site_says(
    desk: Client, language: str, kept: str, said: str
) -> None:
    confirm(desk, upload(desk, make_upload_file(PROGRAMME, "programme.txt")))
    event = Event.objects.get()
    news = upload_into(desk, event, RELEASE)
    desk.cookies["django_language"] = language
    content = page(desk, news)
    entries = {entry["name"]: entry["action"] for entry in news.plan["plan"]}
    unnamed = [entry["name"] for entry in news.plan["plan"] if entry["note"]]
    confirm(desk, news)
    event.refresh_from_db()
    assert (kept in content, said in content, unnamed, event.title_zh_hans) == (
        True,
        True,
        [],
        "绿色港口与数字航运国际合作分论坛",
    ), entries


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Read as a news release; 100 % of the text was understood."),
        ("zh-hans", "按新闻稿读取；已读懂全文的 100 %。"),
    ],
)
def test_a_plan_says_first_what_the_document_was_taken_for(
    desk: Client, language: str, sentence: str
) -> None:
    news = upload(desk, make_upload_file(RELEASE, "news.txt"))
    desk.cookies["django_language"] = language
    response = desk.get(address("change", news))
    assert response.context["read_as"] == sentence


def test_many_findings_of_one_kind_are_folded_below_a_summary(desk: Client) -> None:
    news = upload(desk, make_upload_file(RELEASE, "news.txt"))
    unsaid = {"level": "warning", "kind": "no_remarks", "case": "unplaced", "lines": []}
    names = ["林岚", "何平", "吴越", "沈舟"]
    news.plan["warnings"] = [
        {**unsaid, "subject": name, "params": {"name": name}} for name in names
    ]
    news.save()
    content = page(desk, news)
    places = [
        content.index(words) for words in ('href="#changes"', "<h3>No remarks</h3>", "林岚 is")
    ]
    assert places == sorted(places)
    assert '<a href="#warnings">' in content[: places[1]]
