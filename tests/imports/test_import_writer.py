"""What an import leaves in the tables."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.db.models.signals import post_save
from PIL import Image, ImageFile

from forum.imports.plan import Action, plan_import
from forum.imports.planning.photos import is_cut_short
from forum.imports.row_writer import WriteError
from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.models import ImportRun, KnowledgeProduct
from forum.reader.event_record import EventRecord, OrganizationRecord, PhotoRecord
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.support.factories import make_session
from tests.support.full_disk import files_in, fill_disk
from tests.support.images import png
from tests.support.records import a_paper, a_record, both, corrected

pytestmark = pytest.mark.django_db

type Import = Callable[..., ImportOutcome]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    """Import a record as if it stood in a file whose content is the record's own."""

    def do_import(record: EventRecord | None = None, **options: Any) -> ImportOutcome:
        paper = a_paper(tmp_path, repr(record), **options.pop("pictures", {}))
        return write_import(paper.of(record or a_record()), paper, ImportOptions(**options))

    return do_import


def counts() -> list[int]:
    models = (
        Series, Event, Organization, Person, EventOrganization, Session, Appearance,
        KnowledgeProduct, Photo, ImportRun,
    )  # fmt: skip
    return [model.objects.count() for model in models]


def event() -> Event:
    return Event.objects.get(slug="2023-green-ports")


def speaker(name: str = "林岚") -> Appearance:
    return Appearance.objects.get(person__name_zh_hans=name, session__slug="opening")


def actions(outcome: ImportOutcome) -> dict[Action, int]:
    return {action: number for action, number in outcome.plan.counts.items() if number}


def test_everything_is_created(do_import: Import) -> None:
    do_import()
    assert counts() == [1, 2, 3, 4, 3, 2, 5, 1, 0, 1]


def test_the_event_holds_what_the_record_says(do_import: Import) -> None:
    do_import()
    row = event()
    assert (row.title_zh_hans, row.title_en, row.country.code, row.time_zone) == (
        "绿色港口", "Green Ports", "CN", "Asia/Shanghai",
    )  # fmt: skip
    assert row.introduction_zh_hans == "<p>论坛讨论港口。</p><p>第二段。</p>"
    assert row.introduction_en is None or row.introduction_en == ""


def test_the_parent_event_is_the_printed_forum(do_import: Import) -> None:
    do_import()
    parent = event().parent
    assert parent is not None
    assert (parent.title_zh_hans, parent.title_en, parent.edition, parent.slug) == (
        "第六届滨海论坛", "The Sixth Coast Forum", 6, "2023-sixth-coast-forum",
    )  # fmt: skip
    assert parent.series is not None
    assert (parent.series.name_zh_hans, parent.series.abbreviation_en) == ("滨海论坛", "CF")


def test_a_second_sub_forum_shares_parent_and_series(do_import: Import) -> None:
    do_import()
    do_import(a_record(title=both("航运金融", "Shipping Finance")))
    assert (Series.objects.count(), Event.objects.count()) == (1, 3)


def test_the_same_file_twice_changes_nothing(do_import: Import) -> None:
    do_import()
    counts_before = counts()
    outcome = do_import()
    assert outcome.run is None
    assert actions(outcome) == {Action.UNCHANGED: 21}
    assert counts() == counts_before


def test_the_same_record_in_another_file_changes_nothing(do_import: Import) -> None:
    do_import()
    outcome = do_import(a_record(source="other.txt"))
    assert outcome.run is None


def test_a_correction_writes_the_difference_alone(do_import: Import) -> None:
    do_import()
    versions = dict(Appearance.objects.values_list("pk", "version"))
    outcome = do_import(corrected(a_record(), "lin", remarks=both("改过的话。")))
    row = speaker()
    assert row.remarks_zh_hans == "<p>改过的话。</p>"
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.UPDATE: 1}
    changed = dict(Appearance.objects.values_list("pk", "version"))
    assert [pk for pk in versions if versions[pk] != changed[pk]] == [row.pk]
    assert outcome.run is not None
    assert outcome.run.changes == [
        {
            "model": "sessions_app.appearance",
            "pk": row.pk,
            "name": "林岚 · 致辞环节",
            "action": "update",
            "identity": "opening/林岚/speaker",
            "fields": {"remarks_zh_hans": ["<p>lin的话。</p><p>第二段。</p>", "<p>改过的话。</p>"]},
        }
    ]


def test_an_edited_text_stays(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p>编辑的话。</p>"
    row.save()
    outcome = do_import(corrected(a_record(), "lin", remarks=both("改过的话。")))
    assert speaker().remarks_zh_hans == "<p>编辑的话。</p>"
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}


def test_bold_type_is_no_conflict(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p><strong>lin</strong>的话。</p><p>第二段。</p>"
    row.save()
    assert actions(do_import()) == {Action.UNCHANGED: 21}


def test_an_edited_text_is_overwritten_on_demand(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p>编辑的话。</p>"
    row.save()
    do_import(overwrite=True)
    assert speaker().remarks_zh_hans == "<p>lin的话。</p><p>第二段。</p>"


def test_an_emptied_text_stays_empty(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.attribution_zh_hans, row.remarks_zh_hans = "", ""
    row.save()
    do_import()
    assert speaker().remarks_zh_hans == ""


def test_what_staff_added_stays(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_en = "<p>Her words.</p>"
    row.save()
    assert do_import().run is None
    assert speaker().remarks_en == "<p>Her words.</p>"


def test_a_withheld_part_stays_withheld_and_is_listed(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.withheld = True
    row.save()
    for options in ({}, {"overwrite": True}):
        outcome = do_import(**options)
        assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}
        assert speaker().withheld


def swap(first: str, second: str) -> None:
    appearance, other_appearance = speaker(first), speaker(second)
    appearance.position, other_appearance.position = other_appearance.position, appearance.position
    appearance.save()
    other_appearance.save()


def test_a_changed_order_stays(do_import: Import) -> None:
    do_import()
    swap("林岚", "玛丽·索萨")
    outcome = do_import()
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (2, 1)
    assert actions(outcome) == {Action.UNCHANGED: 19, Action.CONFLICT: 2}


def test_a_changed_order_is_overwritten_on_demand(do_import: Import) -> None:
    do_import()
    swap("林岚", "玛丽·索萨")
    do_import(overwrite=True)
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (1, 2)


def test_a_corrected_order_is_written(do_import: Import) -> None:
    do_import()
    record = a_record()
    lin, sosa, *rest = record.appearances
    rows = (replace(lin, no=2), replace(sosa, no=1), *rest)
    do_import(replace(record, appearances=rows))
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (2, 1)


def test_what_staff_deleted_stays_deleted(do_import: Import) -> None:
    do_import()
    speaker().delete()
    outcome = do_import()
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}
    assert Appearance.objects.count() == 4


def test_a_deleted_session_stays_deleted_with_all_in_it(do_import: Import) -> None:
    do_import()
    Session.objects.get(slug="opening").delete()
    outcome = do_import()
    assert outcome.run is None
    assert (Session.objects.count(), Appearance.objects.count()) == (1, 2)


def test_a_plan_says_by_kinds_why_rows_stay(do_import: Import) -> None:
    do_import()
    record = a_record()
    Session.objects.get(slug="opening").delete()
    dropped = replace(record, organizations=record.organizations[1:])
    notes = [entry["note"] for entry in do_import(dropped).plan.as_json() if entry["note"]]
    assert {*notes} == {"not_named", "deleted"}


def test_what_was_deleted_comes_back_on_demand(do_import: Import) -> None:
    do_import()
    speaker().delete()
    do_import(overwrite=True)
    assert Appearance.objects.count() == 5
    assert do_import().run is None


def test_what_the_document_drops_stays_and_is_listed(do_import: Import) -> None:
    do_import()
    record = a_record()
    outcome = do_import(replace(record, appearances=record.appearances[1:]))
    assert Appearance.objects.count() == 5
    assert [change.name for change in outcome.plan.changes if change.note] == ["海港研究院院长"]


def test_a_renamed_person_is_recognized_and_keeps_the_name(do_import: Import) -> None:
    do_import()
    person = Person.objects.get(name_zh_hans="何平")
    person.name_zh_hans = "何萍"
    person.save()
    outcome = do_import()
    person.refresh_from_db()
    assert (person.name_zh_hans, person.aliases) == ("何萍", [])
    assert Person.objects.count() == 4
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}


def test_a_changed_slug_of_a_session_stays(do_import: Import) -> None:
    do_import()
    session = Session.objects.get(slug="topic-1")
    session.slug = "ports-and-cities"
    session.save()
    assert do_import().run is None


def test_a_corrected_role_is_no_second_appearance(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "lin", role="launcher"))
    assert speaker().role == "launcher"


def in_topic(record: EventRecord) -> EventRecord:
    """Return the record with Lin Lan in the other session."""
    return corrected(record, "lin", session="topic-1", no=2)


def test_a_guest_whom_the_session_lost_is_moved_and_named(do_import: Import) -> None:
    do_import()
    outcome = do_import(in_topic(a_record()))
    row = Appearance.objects.get(person__name_zh_hans="林岚")
    assert (row.session.slug, Appearance.objects.count()) == ("topic-1", 5)
    assert [finding.case for finding in outcome.plan.findings] == ["moved"]


def test_a_guest_whom_staff_moved_elsewhere_is_moved_back_and_named(do_import: Import) -> None:
    do_import()
    elsewhere = make_session(event(), slug="dinner", title_zh_hans="晚宴")
    Appearance.objects.filter(pk=speaker().pk).update(session=elsewhere)
    outcome = do_import(overwrite=True)
    [finding] = outcome.plan.findings
    assert (finding.case, finding.params["former"]) == ("moved", "晚宴")
    assert speaker().session.slug == "opening"


def test_a_document_of_one_session_moves_nobody_into_it(do_import: Import) -> None:
    do_import()
    record = in_topic(a_record())
    rows = tuple(row for row in record.appearances if row.session == "topic-1")
    do_import(replace(record, sessions=record.sessions[1:], appearances=rows, products=()))
    sessions = Appearance.objects.filter(person__name_zh_hans="林岚").order_by("session__slug")
    assert [row.session.slug for row in sessions] == ["opening", "topic-1"]


def test_an_organization_leaves_no_role_that_a_document_does_not_name(do_import: Import) -> None:
    do_import()
    name = both("滨海大学")
    do_import(a_record(organizations=(OrganizationRecord("supporter", 1, name),)))
    roles = EventOrganization.objects.filter(organization__name_zh_hans="滨海大学")
    assert {row.role for row in roles} == {"organizer", "supporter"}


def test_another_product_of_the_kind_is_a_new_one(do_import: Import) -> None:
    do_import()
    product = replace(
        a_record().products[0],
        title=both("桥梁养护手册"),
        text=both("手册讲述桥梁。"),
        kind="course",
    )
    outcome = do_import(a_record(products=(product,)))
    titles = KnowledgeProduct.objects.order_by("pk").values_list("title_zh_hans", flat=True)
    assert list(titles) == ["港口课程", "桥梁养护手册"]
    assert [change.name for change in outcome.plan.changes if change.note] == ["港口课程"]


def test_a_corrected_product_title_is_no_second_product(do_import: Import) -> None:
    do_import()
    record = a_record()
    product = replace(record.products[0], title=both("港口管理课程", "Course on Ports"))
    do_import(replace(record, products=(product,)))
    assert KnowledgeProduct.objects.get().title_zh_hans == "港口管理课程"


def test_a_product_knows_its_session_and_launcher(do_import: Import) -> None:
    do_import()
    product = KnowledgeProduct.objects.get()
    assert product.launched_in == Session.objects.get(slug="opening")
    assert list(product.launched_by.all()) == [speaker()]
    assert product.description_zh_hans == "<p>课程共三章。</p>"


def test_a_spelling_of_a_stored_organization_becomes_an_alias(do_import: Import) -> None:
    do_import()
    name = both("商务部", "Ministry of Commerce of the People's Republic of China")
    do_import(a_record(organizations=(OrganizationRecord("host", 1, name),)))
    row = Organization.objects.get(name_zh_hans="商务部")
    assert (row.name_en, row.aliases) == ("Ministry of Commerce", [name["en"]])


def test_records_arrive_as_drafts(do_import: Import) -> None:
    do_import()
    rows = [*Event.objects.all(), *Person.objects.all(), *Organization.objects.all()]
    assert {row.status for row in rows} == {"draft"}


def test_publish_publishes_what_the_run_created(do_import: Import) -> None:
    do_import(publish=True)
    rows = [*Event.objects.all(), *Person.objects.all(), *KnowledgeProduct.objects.all()]
    assert {(row.status, bool(row.published_at)) for row in rows} == {("published", True)}


def test_publish_never_publishes_a_draft_that_was_there(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "lin", remarks=both("改过的话。")), publish=True)
    assert event().status == "draft"


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


def test_a_text_does_not_leak_into_the_other_language(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "sosa", title=both("云岭开发局副主席")))
    row = speaker("玛丽·索萨")
    assert (row.title_zh_hans, row.title_en) == ("云岭开发局副主席", None)


def test_an_institution_is_linked_where_it_is_certain(do_import: Import) -> None:
    do_import()
    linked = Appearance.objects.exclude(organization=None)
    assert {(row.person.name_zh_hans, row.organization.name_zh_hans) for row in linked} == {
        ("林岚", "海港研究院"), ("何平", "滨海大学"),
    }  # fmt: skip


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


def at(start: time | None = None, end: time | None = None) -> EventRecord:
    """Return the record whose opening has one hour, or none."""
    record = a_record()
    opening = replace(record.sessions[0], start=start, end=end)
    return replace(record, sessions=(opening, *record.sessions[1:]))


@pytest.mark.parametrize(
    ("start", "end"), [(time(14), None), (None, time(8))]
)  # fmt: skip
def test_one_hour_that_does_not_fit_takes_the_place_of_both(
    do_import: Import, start: time | None, end: time | None
) -> None:
    do_import()
    outcome = do_import(at(start, end))
    opening = Session.objects.get(slug="opening")
    assert (opening.start, opening.end) == (start, end)
    assert [finding.case for finding in outcome.plan.findings] == ["renewed"]
    assert do_import(at(start, end)).run is None


def test_an_hour_that_does_not_fit_what_staff_typed_is_a_conflict(do_import: Import) -> None:
    do_import()
    opening = Session.objects.get(slug="opening")
    opening.end = time(10)
    opening.save()
    outcome = do_import(at(time(14)))
    opening.refresh_from_db()
    assert (opening.start, opening.end) == (time(9), time(10))
    assert [finding.case for finding in outcome.plan.findings] == ["kept"]
    assert outcome.plan.counts[Action.CONFLICT] == 1
