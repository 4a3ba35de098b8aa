"""What staff took offline stays so, however often the record is imported over it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from forum.imports.undo import undo_run
from forum.imports.writer import ImportOptions, write_import
from forum.models import KnowledgeProduct
from forum.reader.event_record import PhotoRecord
from forum.workflow.take_down import take_offline
from forum.workflow.take_down.actions import is_offline
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo
from tests.support.images import png
from tests.support.records import a_paper, a_record, both

pytestmark = pytest.mark.django_db

KINDS: dict[str, tuple[type[Any], str]] = {
    "person": (Person, "record"),
    "appearance": (Appearance, "record"),
    "remarks": (Appearance, "remarks"),
    "photo": (Photo, "record"),
    "product": (KnowledgeProduct, "record"),
    "event": (Event, "record"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_import_brings_it_back(
    tmp_path: Path, kind: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = PhotoRecord("one.png", "opening", "lin", both("林岚致辞"))
    record = a_record(photos=(photo,))
    paper = a_paper(tmp_path, repr(record), **{"one.png": png().read()})
    write_import(paper.of(record), paper, ImportOptions(publish=True))
    model, scope = KINDS[kind]
    counts = [model.objects.count() for model, _scope in KINDS.values()]
    row = model.objects.order_by("pk").first()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(row, User.objects.create_user("staff"), "asked", scope)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            write_import(paper.of(record), paper, ImportOptions(overwrite=True, publish=True))
    row.refresh_from_db()
    call_command("sync_media", verbosity=0)
    counts_after = [model.objects.count() for model, _scope in KINDS.values()]
    assert (is_offline(row, scope), counts_after) == (True, counts)


@pytest.mark.parametrize("kind", KINDS)
def test_undoing_and_importing_again_does_not_bring_it_back(tmp_path: Path, kind: str) -> None:
    photo = PhotoRecord("one.png", "opening", "lin", both("林岚致辞"))
    record = a_record(photos=(photo,))
    paper = a_paper(tmp_path, repr(record), **{"one.png": png().read()})
    run = write_import(paper.of(record), paper, ImportOptions(publish=True)).run
    assert run
    model, scope = KINDS[kind]
    row = model.objects.order_by("pk").first()
    take_offline(row, User.objects.create_user("staff"), "asked", scope)
    undo_run(run)
    write_import(paper.of(record), paper, ImportOptions(overwrite=True, publish=True))
    row.refresh_from_db()
    assert is_offline(row, scope)
