"""Files of no record are listed, and moved to a trash; never those of another site."""

import io
import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.core.storage import private_storage
from forum.history.recording import recording
from forum.history.trash import TRASH, TRASH_LIFE
from forum.models import AuditEntry, SiteIdentity
from sessions_app.models import Document, Photo
from tests.support.factories import make_document, make_person, make_photo
from tests.support.images import png

pytestmark = pytest.mark.django_db


def clean_media(**options: bool | int) -> str:
    out = io.StringIO()
    call_command("clean_media", stdout=out, **options)
    return out.getvalue()


def make_files_older(settings: Settings) -> None:
    """Make every file two days old."""
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for path in Path(root).rglob("*"):
            os.utime(path, (path.stat().st_mtime - 172_800,) * 2)


def leave_unused_pictures(settings: Settings) -> list[str]:
    """Leave a photo's files without their row; return their names."""
    image = make_photo().image
    names = sorted([image.name, *(variant.name for variant in image.variants())])
    Photo.objects.all()._raw_delete("default")
    make_files_older(settings)
    return names


def leave_unused_document(settings: Settings) -> str:
    """Leave a document's file without its row; return its name."""
    name: str = make_document().file.name
    Document.objects.all()._raw_delete("default")
    make_files_older(settings)
    return name


def trash_names() -> set[str]:
    folder = Path(private_storage().path(f"{TRASH}/{timezone.localdate()}"))
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_no_file_of_a_row_is_unused(settings: Settings) -> None:
    make_photo()
    make_document()
    person = make_person(portrait=png(), portrait_ppoi="0.1x0.2")
    person.portrait.process("preview")
    make_files_older(settings)
    assert clean_media() == (
        "0 files, 0.0 MB. Nothing was moved; --delete moves them to the trash.\n"
    )


def test_unused_files_are_listed_and_stay(settings: Settings) -> None:
    names = leave_unused_pictures(settings)
    assert clean_media().splitlines()[:-1] == [f"public/{name}" for name in names]
    assert all(default_storage.exists(name) for name in names)


def test_unused_pictures_move_to_the_trash(settings: Settings) -> None:
    names = leave_unused_pictures(settings)
    image = make_photo().image
    clean_media(delete=True)
    assert not any(default_storage.exists(name) for name in names)
    assert default_storage.exists(image.name)
    assert trash_names() == {f"public/{name}" for name in names}


def test_unused_private_documents_move_to_the_trash(settings: Settings) -> None:
    name = leave_unused_document(settings)
    make_photo()
    clean_media(delete=True)
    assert not private_storage().exists(name)
    assert trash_names() == {f"private/{name}"}


@pytest.mark.parametrize(("days", "stays"), [(0, True), (1, False)])
def test_the_trash_holds_files_for_thirty_days(days: int, stays: bool) -> None:
    day = timezone.localdate() - TRASH_LIFE - timedelta(days=days)
    name = private_storage().save(f"{TRASH}/{day}/public/a.jpg", ContentFile(b"a"))
    clean_media(delete=True)
    assert private_storage().exists(name) == stays


def test_the_files_of_a_deletion_wait_until_it_can_no_longer_be_undone(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), recording():
        make_photo().delete()
        make_document().delete()
    make_files_older(settings)
    lines_before = clean_media().splitlines()[:-1]
    AuditEntry.objects.update(at=timezone.now() - TRASH_LIFE - timedelta(days=2))
    for _time in range(TRASH_LIFE.days // 2):
        make_files_older(settings)
    state_after = {line.partition("/")[0] for line in clean_media().splitlines()[:-1]}
    assert (lines_before, state_after) == ([], {"public", "private"})


def test_a_document_that_was_replaced_waits_as_long(settings: Settings) -> None:
    document = make_document()
    with recording():
        document.save()
    months_ago = timezone.now() - 3 * TRASH_LIFE
    AuditEntry.objects.update(at=months_ago)
    with recording():
        document.file = ContentFile(b"%PDF-1.4 again", name="again.pdf")
        document.save()
    make_files_older(settings)
    lines_before = clean_media().splitlines()[:-1]
    AuditEntry.objects.update(at=months_ago)
    assert (lines_before, len(clean_media().splitlines()[:-1])) == ([], 1)


def test_young_files_and_other_folders_are_left_alone(settings: Settings) -> None:
    default_storage.save("letters/a.txt", ContentFile(b"a"))
    make_files_older(settings)
    default_storage.save("photos/young.jpeg", ContentFile(b"a"))
    assert clean_media().startswith("0 files")


def test_an_empty_database_cleans_nothing(settings: Settings) -> None:
    [*names] = leave_unused_pictures(settings)
    with pytest.raises(CommandError, match="names none of the files"):
        clean_media(delete=True)
    assert all(default_storage.exists(name) for name in names)


def test_another_sites_files_are_not_cleaned(settings: Settings) -> None:
    names = leave_unused_pictures(settings)
    make_photo()
    SiteIdentity(identity=uuid.uuid4()).mark(default_storage)
    with pytest.raises(CommandError, match="The media files belong to another site"):
        clean_media(delete=True)
    assert all(default_storage.exists(name) for name in names)


def test_files_are_marked_as_the_sites_own() -> None:
    make_photo()
    clean_media(delete=True)
    identity = SiteIdentity.current()
    marks = [identity.is_marked_on(storage) for storage in (default_storage, private_storage())]
    assert marks == [True, True]


def test_a_site_that_lost_its_last_record_still_cleans(settings: Settings) -> None:
    make_photo()
    clean_media(delete=True)
    Photo.objects.all()._raw_delete("default")
    make_files_older(settings)
    clean_media(delete=True)
    assert len(trash_names()) > 0


def test_the_age_is_a_number_of_hours() -> None:
    with pytest.raises(CommandError, match="from 0 to 100000"):
        clean_media(older_than=-1)


def test_documents_are_known_after_the_storages_were_made_anew(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES}
    name = leave_unused_document(settings)
    make_photo()
    clean_media(delete=True)
    assert not private_storage().exists(name)
