"""What a first import writes: states, languages, pictures, or nothing at all."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db.models.signals import post_save
from PIL import Image, ImageFile

from forum.imports.plan import plan_import
from forum.imports.planning.photos import is_cut_short
from forum.imports.row_writer import WriteError
from forum.models import ImportRun, KnowledgeProduct
from forum.reader.event_record import EventRecord, PhotoRecord
from people.models import Person
from sessions_app.models import (
    Appearance,
    Event,
    Photo,
    Session,
)
from tests.imports.test_import_writer import Import, counts, event, speaker
from tests.support.full_disk import files_in, fill_disk
from tests.support.images import png
from tests.support.records import a_paper, a_record, both, corrected, import_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    return partial(import_paper, tmp_path)


def test_publish_publishes_what_the_run_created(do_import: Import) -> None:
    do_import(publish=True)
    rows = [*Event.objects.all(), *Person.objects.all(), *KnowledgeProduct.objects.all()]
    assert {(row.status, bool(row.published_at)) for row in rows} == {("published", True)}


def test_ready_in_the_languages_of_the_title(do_import: Import) -> None:
    do_import(a_record(title=both("绿色港口")))
    row = Event.objects.get(title_zh_hans="绿色港口")
    assert (row.ready_languages, row.source_language) == (["zh-hans"], "zh-hans")
    assert Person.objects.get(name_zh_hans="林岚").ready_languages == ["zh-hans", "en"]
    assert Person.objects.get(name_zh_hans="何平").ready_languages == ["zh-hans"]
    assert KnowledgeProduct.objects.get().ready_languages == ["zh-hans"]


def test_translation_states_are_noted(do_import: Import) -> None:
    do_import(corrected(a_record(), "lin", remarks=both("话。", "Words.")))
    states = event().translations["title"]["en"]
    assert (states["state"], states["source"]) == ("authored", "绿色港口")
    remarks = speaker().translations["remarks"]["en"]
    assert (remarks["state"], remarks["source"]) == ("draft", "<p>话。</p>")


def test_a_failure_in_the_middle_leaves_nothing(do_import: Import, tmp_path: Path) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("in the middle")

    post_save.connect(fail, sender=Appearance, dispatch_uid="fail")
    try:
        with pytest.raises(RuntimeError):
            do_import()
    finally:
        post_save.disconnect(sender=Appearance, dispatch_uid="fail")
    assert counts() == [0] * 10


def photo_record(picture: str = "one.png") -> EventRecord:
    photo = PhotoRecord(picture, "opening", "lin", both("林岚致辞"))
    return a_record(photos=(photo,))


def test_a_photo_is_stored_and_shown_with_its_person(do_import: Import) -> None:
    do_import(photo_record(), pictures={"one.png": png().read()})
    photo = Photo.objects.get()
    assert (photo.caption_zh_hans, photo.session) == (
        "林岚致辞",
        Session.objects.get(slug="opening"),
    )
    assert speaker().photo == photo
    assert do_import(photo_record(), pictures={"one.png": png().read()}).run is None


def test_several_photos_are_stored_with_their_person(do_import: Import) -> None:
    names = ("one.png", "two.png")
    photos = tuple(PhotoRecord(name, "opening", "lin", both(name)) for name in names)
    pictures = {"one.png": png().read(), "two.png": png(9).read()}
    do_import(a_record(photos=photos), pictures=pictures)
    first, second = Photo.objects.order_by("position")
    guest = speaker()
    assert (guest.photo, {*guest.photos.all()}) == (first, {first, second})
    assert do_import(a_record(photos=photos), pictures=pictures).run is None


def test_a_bad_picture_is_a_finding(do_import: Import) -> None:
    outcome = do_import(photo_record(), pictures={"one.png": b"no picture"})
    assert [(finding.kind, finding.subject) for finding in outcome.plan.findings] == [
        ("truncated", "林岚致辞")
    ]
    assert (Photo.objects.count(), Appearance.objects.count()) == (0, 5)


def test_a_picture_that_cannot_be_decoded_is_a_finding(do_import: Import) -> None:
    cut = png(400, 300).read()[:300]
    outcome = do_import(photo_record(), pictures={"one.png": cut})
    assert [finding.kind for finding in outcome.plan.findings] == ["truncated"]
    assert (Photo.objects.count(), speaker().photo) == (0, None)


NOISE = Image.effect_noise((400, 300), 90).convert("RGB")


def encoded(picture: Image.Image, encoding: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, encoding)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["PNG", "JPEG", "MPO", "WEBP"])
def test_a_cut_picture_is_promised_by_no_plan(do_import: Import, encoding: str) -> None:
    whole = encoded(NOISE, encoding)
    pictures = {"one.png": whole[: len(whole) // 2]}
    planned = do_import(photo_record(), pictures=pictures).plan
    assert [change.name for change in planned.written_changes() if change.picture] == []
    assert do_import(photo_record(), pictures=pictures).run is None


def test_a_plan_decodes_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OSError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    paper = a_paper(tmp_path, "", **{"one.png": encoded(NOISE) + b"after its end"})
    changes = plan_import(paper.of(photo_record()), document=paper).changes
    assert [change.picture for change in changes if change.picture] == ["one.png"]


def test_the_preview_in_its_head_makes_no_cut_picture_whole() -> None:
    preview = encoded(NOISE.resize((40, 30)))
    head = b"\xff\xd8\xff\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    picture = head + encoded(NOISE)[2:]
    assert [is_cut_short(data) for data in (picture, picture[:-2], head)] == [False, True, True]


def test_a_failed_import_leaves_no_file(do_import: Import, tmp_path: Path) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("at the end")

    post_save.connect(fail, sender=ImportRun, dispatch_uid="fail")
    try:
        with pytest.raises(RuntimeError):
            do_import(photo_record(), pictures={"one.png": png().read()})
    finally:
        post_save.disconnect(sender=ImportRun, dispatch_uid="fail")
    files = [*(tmp_path / "media").rglob("*.*"), *(tmp_path / "private").rglob("*.*")]
    assert files == []


@pytest.mark.parametrize("after", [0, 1, 2, 5, 7])
def test_a_full_disk_leaves_no_row_and_no_file(
    do_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    fill_disk(monkeypatch, after=after)
    with pytest.raises(WriteError, match="No space left on device"):
        do_import(photo_record(), pictures={"one.png": png(1000, 500).read()})
    assert (counts(), files_in(tmp_path / "media", tmp_path / "private")) == ([0] * 10, [])


def test_the_run_keeps_file_record_and_findings(do_import: Import) -> None:
    run = do_import(photo_record(), pictures={"one.png": b"no picture"}).run
    assert run is not None
    assert run.event == event()
    with run.file.open() as file:
        assert file.read() == repr(photo_record()).encode()
    assert run.record["event"]["title"]["en"] == "Green Ports"
    assert [(warning.level, warning.kind) for warning in run.warnings.all()] == [
        ("warning", "truncated")
    ]
