"""Files that rows give up leave the public folder, unless another row shows them."""

import errno
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from forum.core.storage import picture_storage
from sessions_app.models import Photo
from tests.support import factories as make
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

type Capture = DjangoCaptureOnCommitCallbacks


def make_photos(count: int) -> list[Photo]:
    event = make.make_event()
    return [make.make_photo(event) for _number in range(count)]


def are_public(photos: list[Photo]) -> list[bool]:
    return [picture_storage().is_in_public(photo.image.name) for photo in photos]


def test_all_that_a_transaction_gives_up_is_looked_for_once(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    counts = []
    for count in (1, 3):
        photos = make_photos(count)
        with django_capture_on_commit_callbacks() as callbacks:
            photos[0].event.delete()
        with CaptureQueriesContext(connection) as statements:
            for callback in callbacks:
                callback()
        counts.append((len(statements), are_public(photos)))
    assert counts == [(13, [False]), (13, [False] * 3)]


def test_a_file_of_a_deletion_that_was_taken_back_stays(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    photos = make_photos(3)
    with django_capture_on_commit_callbacks(execute=True):
        photos[0].delete()
        with transaction.atomic():
            photos[1].delete()
            transaction.set_rollback(True)
        photos[2].delete()
    assert are_public(photos) == [False, True, False]


def test_a_file_that_a_hidden_row_names_is_hidden_once_the_public_one_is_gone(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    photo, *_others = make_photos(1)
    same = make.make_photo(make.make_event(), image=photo.image.name)
    with django_capture_on_commit_callbacks(execute=True):
        set_offline(photo.event)
    public_before = are_public([photo])
    with django_capture_on_commit_callbacks(execute=True):
        same.delete()
    assert (public_before, are_public([photo])) == ([True], [False])


def test_a_file_waits_from_its_withdrawal_on_another_disk_too(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    photo, *_others = make_photos(1)
    path = Path(picture_storage().path(photo.image.name))
    os.utime(path, (0, 0))

    def refuse(source: Path, target: Path) -> Path:
        if source.suffix != ".part":
            raise OSError(errno.EXDEV, "another device")
        return Path(shutil.move(source, target))

    with monkeypatch.context() as disks, django_capture_on_commit_callbacks(execute=True):
        disks.setattr(Path, "replace", refuse)
        photo.delete()
    age = timezone.now() - picture_storage().get_modified_time(photo.image.name)
    assert (path.exists(), age < timedelta(minutes=5)) == (False, True)
