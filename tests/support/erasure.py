"""Traces of a guest in every table that can hold one, and where they still are."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django_tasks_db.models import DBTaskResult

from forum.core.images.files import PictureFile
from forum.history.named_files import remove_unused
from forum.history.recording import recording
from forum.models import (
    Autosave,
    ClearanceReply,
    Comment,
    HomePart,
    Notification,
    PreviewLink,
    ReplyDraft,
    Review,
    TakeDown,
    Term,
    WorkingCopy,
)
from forum.workflow.merging.merge import merge_records, pair_token
from people.models import User
from sessions_app.models import Appearance
from tests.support import factories as make

# Words that stand nowhere else: of the name, the title, the remarks, the biography.
SECRETS = (
    "林岚", "Lin Lan", "Lan of the Harbour", "Harbourmaster", "tides are", "born in Haven",
    "lin-lan", "lan-lin",
)  # fmt: skip


READ_OF_HER = {"person": "林岚", "title": "Harbourmaster", "remarks": "The tides are high."}


def plant_in_work(appearance: Appearance, staff: User) -> None:
    """Have staff at work on her, on the session, on the event, on the front page."""
    said, event = {"title_en": ["", "Harbourmaster"]}, appearance.session.event
    hers = {"person": [None, appearance.person_id], "remarks_en": [None, "The tides are low."]}
    WorkingCopy.objects.create(
        object=event,
        changes={
            f"sessions_app.appearance:{appearance.pk}": {"kind": "changed", "fields": said},
            "sessions_app.appearance:700": {"kind": "added", "fields": {**said, **hers}},
            "sessions_app.document:701": {
                "kind": "added", "fields": {"appearance": [None, appearance.pk], "title_en": [
                    None, "The tides are high"]}},
        },
    )  # fmt: skip
    row = {
        "prefix": "appearances",
        "index": 0,
        "key": str(appearance.pk),
        "name": "appearances-0-x",
    }
    Autosave.objects.create(
        user=staff, draft="s", typed_at=event.created,
        page=f"/admin/sessions_app/session/{appearance.session_id}/change/",
        entries=[{**row, "values": ["Harbourmaster"]},
                 {"name": f"g{appearance.pk}-title_en", "values": ["Harbourmaster"]}],
    )  # fmt: skip
    HomePart.objects.create(
        kind="quote", appearance=appearance, sentences={"en": "The tides are high."}
    )
    note = "The tides are high, she says."
    Comment.objects.create(object=appearance, text=note, author=staff)
    ClearanceReply.objects.create(object=appearance, language="en", author=note, note=note)
    Review.objects.create(object=appearance.person, note=note, decision="returned")
    TakeDown.objects.create(object=appearance, reason=note)
    PreviewLink.objects.create(object=event, note="Office of Lin Lan")
    link = PreviewLink.objects.create(object=appearance)
    ReplyDraft.objects.create(link=link, language="en", values={"remarks": note})
    path = f"/admin/sessions_app/appearance/{appearance.pk}/change/#id_remarks_en"
    Notification.objects.create(user=staff, kind="mention", name="Lin Lan", note=note, path=path)
    Term.objects.create(kind="title", text_en="Lin Lan", note="Harbourmaster")
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={"args": ["", f"{note} {path}"], "kwargs": {}},
        run_after=event.created, backend_name="default", traceback="no mail to Lin Lan",
    )  # fmt: skip


def plant_in_past(appearance: Appearance, staff: User) -> None:
    """Have her in what is no more: an appearance that was deleted, a twin that was merged."""
    session, person = appearance.session, appearance.person
    with recording(staff):
        former = make.make_appearance(
            session=make.make_session(session.event), person=person, title_en="Harbourmaster",
            speech_title_en="Why tides are high",
        )  # fmt: skip
    ClearanceReply.objects.create(object=former, language="en", read={"title": "Chair of Haven"})
    PreviewLink.objects.create(object=former, note="Haven")
    with recording(staff):
        former.delete()
    with recording(staff):
        twin = make.make_person(biography_zh_hans="born in Haven", slug="lan-lin-2")
    merge_records(person, twin, (), staff, pair_token([person, twin]))
    LogEntry.objects.create(user=staff, action_flag=2, object_repr="Lin Lan")


def keep_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture be a file that cannot be removed."""

    def refuse(file: PictureFile) -> None:
        if file.name == name:
            raise PermissionError("Permission denied")
        remove_unused(file)

    monkeypatch.setattr("forum.workflow.erasure.traces.remove_unused", refuse)


def stored_rows() -> dict[str, list[str]]:
    """Return table -> its rows as text, of every table that has a column for texts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND (data_type IN"
            " ('text', 'character varying', 'json', 'jsonb', 'tsvector') OR udt_name LIKE '\\_%')"
        )
        names = [name for (name,) in cursor.fetchall()]
        rows = {}
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')  # noqa: S608
            rows[name] = [row for (row,) in cursor.fetchall()]
    return rows


def rows_with_secrets() -> dict[str, list[str]]:
    """Return table -> its rows that tell who she was."""
    tables = {
        name: [row for row in rows if any(word.lower() in row.lower() for word in SECRETS)]
        for name, rows in stored_rows().items()
    }
    return {name: rows for name, rows in tables.items() if rows}
