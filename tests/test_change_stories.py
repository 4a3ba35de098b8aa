"""What a change story of CONTRIBUTING names as its last file fails here where it is forgotten."""

import subprocess
import sys
from inspect import get_annotations, isfunction
from io import BytesIO
from pathlib import Path

import docx
import pytest

from forum.desk.notifications import notices
from forum.exports.event_export import write_docx
from forum.imports import row_decisions
from forum.models import Notification
from forum.reader import document
from forum.reader.dispatch import _READERS
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    OrganizationRecord,
    PersonRecord,
    SessionRecord,
    text_fields,
)
from forum.reader.reading import Shape
from forum.reader.shapes.record.reader import parse
from forum.reader.vocabulary import prose_en, prose_zh
from forum.reader.vocabulary.roles import ROLE_ACTS
from forum.reader.vocabulary.table_sheets import APPEARANCE_LABELS, SESSION_LABELS
from forum.workflow import checks
from sessions_app.models import Appearance
from tests.support import factories as make

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "docs/operations.md", "docs/formats.md", "deploy/forum-daily.service")


def test_word_records_print_every_text_of_a_session_and_its_guests(db: None) -> None:
    """But what only the site shows."""
    fields = {*text_fields(SessionRecord)} - {"topic"} | {"label"}
    session = make.make_session(**{f"{field}_en": f"Session {field}" for field in fields})
    spoken = {*text_fields(AppearanceRecord)}
    texts = {f"{field}_en": f"Guest {field}" for field in spoken}
    photo = make.make_photo(session.event, session=session, alt_en="A photo")
    make.make_appearance(session, **texts, photo=photo)
    file = BytesIO()
    write_docx(session.event, file, "en")
    printed = "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)
    assert (
        {field for field in fields if f"Session {field}" not in printed},
        {field for field in spoken if f"Guest {field}" not in printed},
    ) == (set(), {"attendance_note"})


def test_what_word_records_print_with_a_label_is_read_again(db: None, tmp_path: Path) -> None:
    texts = {f"{field}_en": f"Session {field}" for field in SESSION_LABELS}
    session = make.make_session(slug="opening", heading_en="Opening Remarks", **texts)
    texts = {f"{field}_en": f"Guest {field}" for field in APPEARANCE_LABELS}
    make.make_appearance(session, remarks_en="<p>Ports are open.</p>", **texts)
    path = tmp_path / "record.docx"
    with path.open("wb") as file:
        write_docx(session.event, file, "en")
    record = parse(document.read(path))
    assert [
        *(getattr(record.sessions[0], field) for field in SESSION_LABELS),
        *(getattr(record.appearances[0], field) for field in APPEARANCE_LABELS),
    ] == [
        *({"en": f"Session {field}"} for field in SESSION_LABELS),
        *({"en": f"Guest {field}"} for field in APPEARANCE_LABELS),
    ]


def test_every_text_of_a_plan_can_be_corrected_in_its_preview() -> None:
    """But long texts, which are corrected in the document."""
    long_texts = {"summary", "key_points", "remarks"}
    of_record = {
        "sessions_app.session": {*text_fields(SessionRecord)} - {"topic"} | {"label"},
        "sessions_app.appearance": {*text_fields(AppearanceRecord)},
    }
    missing = {
        model: fields - long_texts - set(row_decisions.TEXTS[model])
        for model, fields in of_record.items()
    }
    assert missing == {
        "sessions_app.session": set(),
        "sessions_app.appearance": {"attendance_note", "attribution", "caption"},
    }


def test_every_row_that_can_be_corrected_has_its_fields() -> None:
    models = {row_decisions._MODELS[row] for row in (
        AppearanceRecord, EventRecord, OrganizationRecord, PersonRecord, SessionRecord,
    )}  # fmt: skip
    assert models == set(row_decisions.TEXTS) == set(row_decisions.CHOICES)


# Moderators are told otherwise there, attendees are not.
_CAPTIONS = {**ROLE_ACTS, "moderator": "", "attendee": ""}


@pytest.mark.parametrize(
    "verbs",
    [
        prose_zh.ACTS,
        prose_en.ACTIVE,
        prose_en.PASSIVE,
        _CAPTIONS,
    ],
    ids=["zh", "active", "passive", "captions"],
)
def test_prose_has_a_verb_for_every_role_of_a_guest(verbs: dict[str, str]) -> None:
    """Who speaks is told by the verbs of saying."""
    assert set(Appearance.Role.values) - set(verbs) - {"speaker"} == set()


def test_every_shape_of_document_has_a_reader() -> None:
    read_elsewhere = {Shape.RECORD, Shape.GUEST_LIST}
    assert set(Shape) - set(_READERS) - read_elsewhere == {Shape.UNKNOWN}


def test_every_check_before_publishing_is_asked() -> None:
    functions = {
        function
        for function in vars(checks).values()
        if isfunction(function)
        and {"languages", "return"} <= set(get_annotations(function))
        and get_annotations(function)["return"] is checks.Results
    }
    checks_asked = {*checks._CHECKS, *checks._EVENT_CHECKS, checks._wording}
    assert functions - checks_asked == set()


def test_every_kind_of_notification_is_sent() -> None:
    source = Path(notices.__file__).read_text()
    unsent = {kind.name for kind in Notification.Kind if source.count(f"Kind.{kind.name}") == 0}
    assert unsent == set()


def test_every_command_stands_in_the_guides() -> None:
    guides = "".join((ROOT / name).read_text() for name in GUIDES)
    commands = {path.stem for path in (ROOT / "forum/management/commands").glob("[a-z]*.py")}
    assert {command for command in commands if command not in guides} == set()


def test_a_word_that_heads_sessions_stands_in_one_table() -> None:
    """Asked of another process: patterns are made of the words when the readers are imported."""
    code = (
        "from forum.reader.vocabulary import sections\n"
        "sections.KIND_WORDS_ZH['signing'] += '|交接'\n"
        "from tests.support.papers import CLEAN, read\n"
        "text = CLEAN.replace('致辞环节', '交接环节').replace('致辞、', '交接、')\n"
        "print(*(session.kind for session in read(text.replace('并致辞', '')).sessions))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.split() == ["signing", "discussion"]
