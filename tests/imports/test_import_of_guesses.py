"""What a document leaves in question waits in a public event's working copy, whoever imports it."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.core.content import Status
from forum.history.audit import Action, log_action
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.imports.undo import undo_run
from forum.models import (
    ImportRun,
    ImportUpload,
    ImportWarning,
    KnowledgeProduct,
    Notification,
    WorkingCopy,
)
from forum.workflow.copy_steps import publish_copy
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Event, Series
from tests.support.admin_forms import make_settings
from tests.support.import_pages import import_text
from tests.support.papers import CLEAN

pytestmark = pytest.mark.django_db

SPEECH = "桥梁国际协会秘书长奥尔加·林德指出，老桥也能通行新车。"
# One more guest; and names of two hosts that run together, so that their border is a guess.
CERTAIN = CLEAN.replace(
    SPEECH,
    f"{SPEECH}\n石塔县县长白露在松川出席“河谷与桥梁”分论坛并致辞\n石塔县县长白露表示，桥要有人看。",
).replace("奥尔加·林德 桥梁国际协会秘书长", "奥尔加·林德 桥梁国际协会秘书长\n白露 石塔县县长")
GUESSED = CERTAIN.replace(
    "Songchuan Municipal People's Government; International Association of Bridges",
    "Ministry of Roads of the Republic of Kenya United Bridges Organization",
)
HELD = (
    "What this import changes of public records goes into their working copies, to be published "
    "from there after review: not all of it is certain."
)
WAITS = (
    "What this import changes of public records waits in their working copies and is published "
    "from there after review."
)


@pytest.fixture(scope="module")
def public_record(undone_after_module: None, tmp_path_factory: Any) -> int:
    import_text(tmp_path_factory.mktemp("paper"), CLEAN, publish=True)
    return Event.objects.published().exclude(parent=None).get().pk


@pytest.fixture(autouse=True)
def event(public_record: int, db: None, settings: Settings) -> Event:
    """A public event, as a document without a guess made it; uploads are worked on at once."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    return Event.objects.get(pk=public_record)


def new_guests() -> int:
    return Appearance.objects.filter(person__name_zh_hans="白露").count()


def copied_guests() -> list[str]:
    """Return the titles of the guests that open working copies add."""
    return [
        edit["fields"]["title_zh_hans"][1]
        for copy in WorkingCopy.objects.open()
        for row, edit in copy.changes.items()
        if row.startswith("sessions_app.appearance:") and edit["kind"] == "added"
    ]


def test_an_operators_guesses_wait_in_the_working_copy(tmp_path: Path) -> None:
    text = import_text(tmp_path, GUESSED)
    assert (new_guests(), copied_guests(), HELD in text) == (0, ["石塔县县长"], True)


def test_from_there_they_are_published_and_undone(
    tmp_path: Path, event: Event, admin_user: User
) -> None:
    make_settings(reviews=0)
    import_text(tmp_path, GUESSED)
    copy = open_copy(key_of(event))
    assert copy
    publish_copy(copy, admin_user, ["zh-hans", "en"])
    published = new_guests()
    undo_run(ImportRun.objects.latest("pk"))
    assert (published, new_guests()) == (1, 0)


def test_the_chinese_sentence(tmp_path: Path) -> None:
    path, out = tmp_path / "record.txt", io.StringIO()
    path.write_text(GUESSED)
    call_command("import_record", str(path), stdout=out, language="zh-hans", dry_run=True)
    assert "并非所有内容都确定" in out.getvalue()


def test_what_is_taken_in_part_waits_too(tmp_path: Path) -> None:
    text = import_text(tmp_path, CERTAIN, partial=True)
    assert (new_guests(), copied_guests(), HELD in text) == (0, ["石塔县县长"], True)


def test_what_is_certain_goes_straight_in(tmp_path: Path) -> None:
    text = import_text(tmp_path, CERTAIN, publish=True)
    assert (new_guests(), WorkingCopy.objects.count(), HELD in text) == (1, 0, False)


def test_guesses_go_straight_into_a_draft(tmp_path: Path) -> None:
    for model in (Series, Event, Organization, Person, KnowledgeProduct):
        model._default_manager.update(status=Status.DRAFT)
    text = import_text(tmp_path, GUESSED)
    assert (new_guests(), WorkingCopy.objects.count(), HELD in text) == (1, 0, False)


def test_a_dry_run_says_where_guesses_would_go(tmp_path: Path) -> None:
    text = import_text(tmp_path, GUESSED, dry_run=True)
    assert (HELD in text, WorkingCopy.objects.count(), new_guests()) == (True, 0, 0)


def test_the_same_guesses_again_change_nothing(tmp_path: Path) -> None:
    import_text(tmp_path, GUESSED)
    versions = list(WorkingCopy.objects.order_by("pk").values_list("pk", "version"))
    text = import_text(tmp_path, GUESSED)
    assert "Nothing changes: the database holds what the document says." in text
    assert list(WorkingCopy.objects.order_by("pk").values_list("pk", "version")) == versions


def test_corrections_are_asked_for_when_the_copy_is_published(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="published text would change"):
        import_text(tmp_path, CERTAIN.replace("老桥也能", "旧桥也能"), publish=True)
    import_text(tmp_path, GUESSED.replace("老桥也能", "旧桥也能"))
    assert copied_guests() == ["石塔县县长"]


def test_a_dry_run_says_that_corrections_are_asked_for(tmp_path: Path) -> None:
    corrected = CERTAIN.replace("老桥也能", "旧桥也能")
    with pytest.raises(CommandError, match="published text would change"):
        import_text(tmp_path, corrected, publish=True, dry_run=True)
    assert "Dry run" in import_text(tmp_path, corrected, publish=True, dry_run=True, slip=True)


def test_an_operator_undoes_it_in_the_working_copy(tmp_path: Path) -> None:
    import_text(tmp_path, GUESSED)
    undone = undo_run(ImportRun.objects.latest("pk"))
    assert (undone.retained, copied_guests(), new_guests()) == ([], [], 0)
    assert not Person.objects.filter(name_zh_hans="白露").exists()


def upload(client: Client, text: str) -> ImportUpload:
    file = SimpleUploadedFile("record.txt", text.encode())
    client.post(reverse("admin:forum_importupload_changelist"), {"files": [file]})
    upload = ImportUpload.objects.latest("pk")
    facts = {question["key"]: question["answer"] or "new" for question in upload.plan["questions"]}
    if facts:
        client.post(reverse("admin:forum_importupload_decide", args=[upload.pk]), facts)
        upload.refresh_from_db()
    return upload


def confirm(client: Client, upload: ImportUpload, publish: str = "no") -> ImportRun:
    facts = {"fingerprint": upload.plan["fingerprint"], "publish": publish}
    client.post(reverse("admin:forum_importupload_confirm", args=[upload.pk]), facts)
    upload.refresh_from_db()
    assert upload.run
    return upload.run


def page(client: Client, upload: ImportUpload) -> str:
    text = client.get(reverse("admin:forum_importupload_change", args=[upload.pk])).text
    return " ".join(text.split())


def test_the_desk_says_so_before_and_after(admin_client: Client) -> None:
    record_upload = upload(admin_client, GUESSED)
    page_before = page(admin_client, record_upload)
    confirm(admin_client, record_upload)
    assert (HELD in page_before, WAITS in page(admin_client, record_upload)) == (True, True)
    assert (new_guests(), copied_guests()) == (0, ["石塔县县长"])


def test_in_the_desk_what_is_certain_goes_straight_in(admin_client: Client) -> None:
    make_settings(reviews=0)
    record_upload = upload(admin_client, CERTAIN)
    page_before = page(admin_client, record_upload)
    confirm(admin_client, record_upload, "yes")
    assert (HELD in page_before, WAITS in page(admin_client, record_upload)) == (False, False)
    assert (new_guests(), WorkingCopy.objects.count()) == (1, 0)


def test_whoever_may_publish_undoes_it_in_the_working_copy(
    admin_client: Client, admin_user: User
) -> None:
    record_upload = upload(admin_client, GUESSED)
    undone = undo_run(confirm(admin_client, record_upload), admin_user)
    assert (undone.retained, copied_guests()) == ([], [])
    assert WAITS not in page(admin_client, record_upload)


# Of a working copy that is scheduled


@pytest.fixture
def scheduled(event: Event, lin: User) -> WorkingCopy:
    """Return a working copy whose publication is scheduled, by lin."""
    moment = timezone.now() + timedelta(days=1)
    changes = {
        f"sessions_app.event:{event.pk}": {
            "kind": "changed",
            "fields": {"venue_en": [event.venue_en, "Hall 1"]},  # type: ignore[attr-defined]
        }
    }
    copy = WorkingCopy.objects.create(
        object=event, changes=changes, schedule={"en": moment.isoformat()}
    )
    log_action(Action.COPY_SCHEDULED, event, lin, languages=["en"])
    return copy


def test_the_lines_of_what_is_in_question_are_named(tmp_path: Path) -> None:
    text = import_text(tmp_path, GUESSED, publish=True)
    sentence = "Nothing was published, for not every value is certain: lines "
    assert text.count(sentence) == 1


def test_an_import_that_ends_a_schedule_says_so(
    tmp_path: Path, scheduled: WorkingCopy, event: Event
) -> None:
    text = import_text(tmp_path, GUESSED)
    scheduled.refresh_from_db()
    (finding,) = ImportWarning.objects.filter(kind="unscheduled")
    sentence = "it was to be published at a time that was set"
    assert (scheduled.schedule, sentence in finding.message, sentence in text) == ({}, True, True)


def test_who_set_the_schedule_is_told(
    tmp_path: Path, scheduled: WorkingCopy, lin: User, settings: Settings
) -> None:
    settings.MAIL_IS_SENT = True
    import_text(tmp_path, GUESSED)
    notices = Notification.objects.values_list("user__username", "kind")
    assert ("lin", "unscheduled") in list(notices)


def test_undoing_an_import_that_ends_a_schedule_names_it(
    tmp_path: Path, scheduled: WorkingCopy
) -> None:
    schedule = scheduled.schedule
    import_text(tmp_path, GUESSED)
    WorkingCopy.objects.filter(pk=scheduled.pk).update(schedule=schedule)
    undone = undo_run(ImportRun.objects.latest("pk"))
    scheduled.refresh_from_db()
    assert ([copy.pk for copy in undone.unscheduled], scheduled.schedule) == ([scheduled.pk], {})


# Of a document that contradicts itself

# The list names another person in the chair than the caption.
CONTRADICTING = CERTAIN.replace("林晚舟 松川电视台主持人", "白露 石塔县县长")
MODERATORS = "Moderators contradict each other: 白露 (lines 14, 15, 40)"


@pytest.mark.parametrize(
    ("options", "guests"),
    [({}, (0, ["石塔县县长"])), ({"despite_doubts": True}, (1, []))],
    ids=["held back", "looked at"],
)
def test_a_contradiction_keeps_an_import_from_publishing(
    tmp_path: Path, options: dict[str, bool], guests: tuple[int, list[str]]
) -> None:
    text = import_text(tmp_path, CONTRADICTING, publish=True, **options)
    told = "Nothing was published, for not everything is decided: moderator_conflict: " in text
    assert (new_guests(), copied_guests(), told) == (*guests, not options)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", MODERATORS), ("zh-hans", "主持人前后不一：白露 (第14, 15, 40行)")],
)
def test_a_plan_that_contradicts_itself_says_where_and_offers_no_publishing(
    admin_client: Client, language: str, sentence: str
) -> None:
    make_settings(reviews=0)
    record_upload = upload(admin_client, CONTRADICTING)
    admin_client.cookies["django_language"] = language
    content = page(admin_client, record_upload)
    assert f"<li>{sentence}</li>" in content
    facts = {"fingerprint": record_upload.plan["fingerprint"], "publish": "yes"}
    confirmation = reverse("admin:forum_importupload_confirm", args=[record_upload.pk])
    assert ('value="yes"' in content, admin_client.post(confirmation, facts).status_code) == (
        False,
        403,
    )
