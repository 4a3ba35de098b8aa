"""What is exported as a Word document and imported again changes nothing."""

from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from forum.demo.sample_documents import RECORDS
from forum.exports.errors import ExportError
from forum.exports.event_export import BOTH, read_published_docx, write_docx
from forum.imports.plan import Action
from forum.imports.record_file import read_record_file
from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.models import KnowledgeProduct
from forum.reader import document
from forum.reader.event_record import EventRecord, Level
from forum.reader.fitness import check
from forum.reader.reading import Shape
from forum.reader.shapes.record.reader import parse
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session
from tests.support import variants_docx
from tests.support.factories import (
    make_appearance,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_product,
    make_role,
    make_series,
    make_session,
)
from tests.support.images import png
from tests.support.publishing import set_public
from tests.support.variants_compare import FOLDER

pytestmark = pytest.mark.django_db

VARIANTS = sorted(path.stem for path in FOLDER.glob("*.json"))
BILINGUAL = ("clean_bilingual", "labels_in_two_languages", "english_first")
SAMPLES = sorted(RECORDS.glob("*.txt"))

# A paragraph of nobody is not stored, so its section is empty; a date that does not exist neither.
NEW_WARNINGS = {
    "broken_structure": {("field_empty", "成果发布环节")},
    "times_and_impossible_date": {("field_empty", "date")},
}


def imported(path: Path) -> tuple[EventRecord, ImportOutcome]:
    source = document.read(path)
    record = parse(source)
    return record, write_import(record, source, ImportOptions())


def exported(folder: Path, language: str = BOTH) -> Path:
    path = folder / "exported.docx"
    with path.open("wb") as file:
        write_docx(Event.objects.exclude(sessions=None).get(), file, language)
    return path


def store_published(event: Event, language: str, folder: Path) -> Path:
    path = folder / "published.docx"
    path.write_bytes(read_published_docx(event, language))
    return path


def changes(outcome: ImportOutcome) -> list[tuple[str, str, list[tuple[str, object, object]]]]:
    return [
        (str(change.action), change.name, [(f.column, f.old, f.new) for f in change.fields])
        for change in outcome.plan.changes
        if change.action is not Action.UNCHANGED
    ]


def serious(record: EventRecord) -> set[tuple[str, str]]:
    return {
        (change.kind, change.subject)
        for change in record.findings
        if change.level is not Level.NOTE
    }


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_comes_back(name: str, tmp_path: Path) -> None:
    word = name in variants_docx.BUILDERS
    path = variants_docx.build(name, tmp_path) if word else FOLDER / f"{name}.txt"
    first, _outcome = imported(path)
    second, outcome = imported(exported(tmp_path))
    assert changes(outcome) == []
    assert outcome.run is None
    assert serious(second) - serious(first) == NEW_WARNINGS.get(name, set())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back(path: Path, tmp_path: Path) -> None:
    imported(path)
    _record, outcome = imported(exported(tmp_path))
    assert changes(outcome) == []


def test_an_event_made_by_hand_comes_back(tmp_path: Path) -> None:
    event = make_event(
        title_zh_hans="绿色港口论坛", title_en="Green Ports Forum", country="CN",
        city_zh_hans="上海", city_en="Shanghai",
    )  # fmt: skip
    organization = make_organization(name_zh_hans="滨海港口协会", name_en="Coast Ports Association")
    EventOrganization.objects.create(event=event, organization=organization, role="host")
    session = make_session(event, slug="opening", heading_zh_hans="致辞环节",
                           heading_en="Opening Remarks")  # fmt: skip
    person = make_person(name_zh_hans="林知遥", name_en="Lin Zhiyao")
    Appearance.objects.create(
        session=session, person=person, organization=organization,
        title_zh_hans="滨海港口协会会长", title_en="President, Coast Ports Association",
        attribution_zh_hans="指出", attribution_en="noted",
        remarks_zh_hans="<p>港口是开放的。</p>", remarks_en="<p>Ports are open.</p>",
    )  # fmt: skip
    record, outcome = imported(exported(tmp_path))
    assert (len(record.appearances), changes(outcome)) == (1, [])


BARE: dict[str, Any] = {
    "introduction_zh_hans": "", "introduction_en": "", "starts_on": None, "ends_on": None,
}  # fmt: skip
SHORT: dict[str, dict[str, Any]] = {
    "a title": {},
    "dates": {"starts_on": date(2023, 11, 5), "ends_on": date(2023, 11, 7)},
    "a place": {"country": "CN", "city_zh_hans": "上海", "city_en": "Shanghai",
                "venue_zh_hans": "会展中心", "venue_en": "Exhibition Centre"},
    "a place abroad": {"country": "SG", "city_zh_hans": "新加坡", "city_en": "Singapore"},
    "a subtitle": {"subtitle_zh_hans": "走向大海的河流", "subtitle_en": "Rivers on their way"},
    "an introduction": {"introduction_zh_hans": "<p>论坛讨论港口。</p>",
                        "introduction_en": "<p>The forum is about ports.</p>"},
}  # fmt: skip
TITLES = [
    ("第三届滨海论坛", "The Third Coast Forum"),
    ("数字丝路与未来", "Shared Seas, Shared Future"),
    ("议程", "Programme"),
    ("“一带一路”", "“Belt and Road”"),
    ("绿色港口分论坛", "Green Ports Sub-Forum"),
]
LANGUAGES = [BOTH, "zh-hans", "en"]
languages = pytest.mark.parametrize("language", LANGUAGES)


def read_again(folder: Path, event: Event, language: str) -> list[object]:
    """Return what an import of the exported event would change."""
    path = folder / "exported.docx"
    with path.open("wb") as file:
        write_docx(event, file, language)
    source, reading = read_record_file(path)
    check(reading)
    outcome = write_import(reading.record, source, ImportOptions(), reading=reading)
    return [*changes(outcome), *([outcome.plan] if outcome.plan.is_blocked else [])]


# Each in both languages and in one of them.
@pytest.mark.parametrize(
    ("values", "language"),
    [*((values, BOTH) for values in SHORT.values()), *zip(SHORT.values(), cycle(LANGUAGES[1:]))],
)
def test_a_forum_of_few_facts_comes_back(
    values: dict[str, Any], language: str, tmp_path: Path
) -> None:
    """A main forum of a series, say, all of whose sessions stand in its sub-forums."""
    series = make_series()
    event = make_event(series=series, edition=3, kind="main_forum", **BARE | values)
    make_event(parent=event, kind="sub_forum", title_zh_hans="河流", title_en="Rivers")
    assert read_again(tmp_path, event, language) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_the_site_hands_out_of_a_forum_of_few_facts_comes_back(
    language: str, tmp_path: Path
) -> None:
    event = make_event(series=make_series(), edition=3, kind="main_forum", **BARE)
    published = Event.objects.published().with_place_in_series().get(pk=event.pk)
    source, reading = read_record_file(store_published(published, language, tmp_path))
    check(reading)
    outcome = write_import(reading.record, source, ImportOptions(), reading=reading)
    assert (changes(outcome), outcome.plan.is_blocked) == ([], False)


PRODUCTS: dict[str, dict[str, Any]] = {
    "without a word": {},
    "with words": {"description_zh_hans": "<p>一门面向港口的课程，共有十二讲。</p><p>随到随学</p>",
                   "description_en": "<p>A course.</p><p>For ports</p>"},
    "of a long name": {"title_zh_hans": "港口" * 40, "title_en": "Ports and harbours" * 12},
    "of a kind that its name does not tell": {"kind": "dataset"},
}  # fmt: skip


# Each product in both languages and in one of them.
ONE_LANGUAGE = dict(zip(PRODUCTS, cycle(LANGUAGES[1:])))


PRESENTED = {
    "keynote": ("speaker", "主旨发言环节", "Keynote Speeches"),
    "launch": ("launcher", "成果发布环节", "Launch of Outcomes"),
}
TURNS = ("keynote", "launch", "launch", "keynote")


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [
        *((name, BOTH, kind) for name in PRODUCTS for kind in PRESENTED),
        *((*entry, kind) for entry, kind in zip(ONE_LANGUAGE.items(), TURNS, strict=True)),
    ],
)
def test_a_product_comes_back_wherever_it_was_presented(
    name: str, language: str, kind: str, tmp_path: Path
) -> None:
    values, (role, chinese, english) = PRODUCTS[name], PRESENTED[kind]
    session = make_session(
        make_event(**BARE), slug=kind, kind=kind, heading_zh_hans=chinese, heading_en=english
    )
    guest = make_appearance(
        session, role=role, attribution_zh_hans="指出", attribution_en="noted",
        remarks_zh_hans="<p>港口是开放的，人人可以前来参观。</p>",
        remarks_en="<p>Ports are open to everybody who arrives by sea or by land.</p>",
    )  # fmt: skip
    product = make_product(launched_in=session, **{"kind": "course", **values})
    product.launched_by.add(guest)
    make_product(
        launched_in=session, kind="course", position=2, title_zh_hans="河流课程",
        title_en="Course on Rivers",
    )  # fmt: skip
    assert (read_again(tmp_path, session.event, language), KnowledgeProduct.objects.count()) == (
        [], 2,
    )  # fmt: skip


@languages
def test_hosts_of_whom_none_has_every_name_come_back(language: str, tmp_path: Path) -> None:
    event = make_event(**BARE)
    for position, (chinese, english) in enumerate([("海港研究院", ""), ("", "Ports")], 1):
        host = make_organization(name_zh_hans=chinese, name_en=english)
        make_role(event, host, position=position)
    assert read_again(tmp_path, event, language) == []


# Each title as one kind in both languages, and as another in one of them.
KINDS = ("event", "main_forum", "sub_forum")


@pytest.mark.parametrize(
    ("title", "kind", "language"),
    [
        *zip(TITLES, cycle(KINDS), cycle([BOTH])),
        *zip(TITLES, cycle(KINDS[1:]), cycle(LANGUAGES[1:])),
    ],
)
def test_any_title_comes_back(
    title: tuple[str, str], kind: str, language: str, tmp_path: Path
) -> None:
    chinese, english = title
    event = make_event(kind=kind, title_zh_hans=chinese, title_en=english, **BARE)
    assert read_again(tmp_path, event, language) == []


@languages
@pytest.mark.parametrize(("kind", "has_series"), [("event", True), ("sub_forum", False)])
def test_what_stands_below_a_forum_made_by_hand_comes_back(
    kind: str, language: str, has_series: bool, tmp_path: Path
) -> None:
    """Whose series is called otherwise, or whose edition nobody numbered."""
    parent = make_event(
        kind="main_forum", title_zh_hans="第五届河流论坛", title_en="The Fifth River Forum",
        series=make_series(name_zh_hans="河流论坛", name_en="River Forum") if has_series else None,
    )  # fmt: skip
    event = make_event(parent=parent, kind=kind, title_zh_hans="潮汐", title_en="Tides", **BARE)
    assert read_again(tmp_path, event, language) == []


def test_a_forum_is_not_exported_in_a_language_without_its_title(tmp_path: Path) -> None:
    """Its dates alone, or the forum that it is part of, would be taken for something else."""
    event = make_event(title_en="")
    with pytest.raises(ExportError, match="too much of it has no English"):
        read_again(tmp_path, event, "en")


def test_people_may_have_a_document_without_a_line(tmp_path: Path) -> None:
    event = make_event(**BARE, title_en="")
    with (tmp_path / "empty.docx").open("wb") as file:
        assert write_docx(event, file, "en", anyway=True) == []


# What staff add to an imported event in the admin.


# One of them in both, and the others, which begin and label otherwise, in one each.
@pytest.mark.parametrize(
    ("name", "language"),
    [*zip(BILINGUAL, ["zh-hans", "en", "zh-hans"], strict=True), (BILINGUAL[0], "en")],
)
def test_one_language_of_a_bilingual_record_comes_back(
    name: str, language: str, tmp_path: Path
) -> None:
    imported(FOLDER / f"{name}.txt")
    _second, outcome = imported(exported(tmp_path, language))
    assert (changes(outcome), outcome.plan.is_blocked) == ([], False)


def test_a_language_in_which_it_would_be_misread_is_refused(tmp_path: Path) -> None:
    imported(FOLDER / "english_cover_disagrees.txt")
    with pytest.raises(ExportError, match="too much of it has no English"):
        exported(tmp_path, "en")


# Each sample in one of them: what their languages are written by is the same.
one_language_of_each_sample = pytest.mark.parametrize(
    ("path", "language"),
    list(zip(SAMPLES, ["zh-hans", "en"], strict=True)),
    ids=[path.stem for path in SAMPLES],
)


@one_language_of_each_sample
def test_one_language_of_a_sample_comes_back(path: Path, language: str, tmp_path: Path) -> None:
    imported(path)
    _second, outcome = imported(exported(tmp_path, language))
    assert (changes(outcome), outcome.plan.is_blocked) == ([], False)


@one_language_of_each_sample
def test_what_the_site_hands_out_of_a_sample_comes_back(
    path: Path, language: str, tmp_path: Path
) -> None:
    """A record without captions; whoever has no name in the language is not in it."""
    imported(path)
    for model in (Series, Event, Person, Organization, KnowledgeProduct):
        for record in model.objects.all():
            set_public(record)
    published = Event.objects.published().with_place_in_series().exclude(sessions=None).get()
    document, reading = read_record_file(store_published(published, language, tmp_path))
    outcome = write_import(reading.record, document, ImportOptions(), reading=reading)
    assert (reading.shape, list(outcome.plan.written_changes())) == (Shape.RECORD, [])


def test_a_subtitle_is_no_title(tmp_path: Path) -> None:
    event = make_event(subtitle_zh_hans="走向大海的河流", subtitle_en="Rivers on their way")
    make_session(event, slug="opening", heading_zh_hans="致辞环节")
    record, _outcome = imported(exported(tmp_path))
    assert (record.title, record.subtitle) == (
        {"zh-hans": "绿色港口", "en": "Green Ports"},
        {"zh-hans": "走向大海的河流", "en": "Rivers on their way"},
    )


# What follows begins with this record, which a test before it would find beside its own.


@pytest.fixture(scope="module")
def imported_record(undone_after_module: None) -> None:
    imported(FOLDER / "clean_bilingual.txt")


@pytest.fixture
def event(imported_record: None) -> Event:
    """Return an event as an import left it."""
    return Event.objects.exclude(sessions=None).get()


def again(folder: Path) -> list[tuple[str, str, list[tuple[str, object, object]]]]:
    _record, outcome = imported(exported(folder))
    return changes(outcome)


def a_session(event: Event) -> Session:
    return event.sessions.order_by("position")[1]


def spoken_guest(event: Event) -> Appearance:
    return Appearance.objects.filter(session__event=event, remarks_zh_hans__gt="")[0]


CAPTIONS = {
    "none": ("", ""),
    "one": ("与会嘉宾合影", ""),
    "both": ("与会嘉宾合影", "The participants of the forum"),
    "english": ("", "The participants of the forum"),
    "a sentence": ("会后，嘉宾参观了码头。", ""),
    "long": ("前排左起：" + "、".join(f"第{number}位嘉宾王小明" for number in range(12)), ""),
}
# Of a session a photo is written with any of them; elsewhere with none, and with the most.
with_captions = pytest.mark.parametrize("caption", [CAPTIONS["none"], CAPTIONS["both"]])


@pytest.mark.parametrize("caption", CAPTIONS.values(), ids=CAPTIONS)
def test_a_photo_of_a_session(event: Event, tmp_path: Path, caption: tuple[str, str]) -> None:
    chinese, english = caption
    session = a_session(event)
    make_photo(event, session=session, caption_zh_hans=chinese, caption_en=english, position=1)
    assert again(tmp_path) == []


@with_captions
def test_a_photo_of_the_event(event: Event, tmp_path: Path, caption: tuple[str, str]) -> None:
    chinese, english = caption
    make_photo(event, caption_zh_hans=chinese, caption_en=english, position=1)
    assert again(tmp_path) == []


def test_a_portrait(event: Event, tmp_path: Path) -> None:
    speech = Appearance.objects.exclude(caption_zh_hans="").exclude(role="moderator")[0]
    caption = speech.caption_zh_hans
    speech.photo = make_photo(event, session=speech.session, caption_zh_hans=caption, position=1)
    speech.save()
    assert again(tmp_path) == []


def test_two_photos_of_a_guest(event: Event, tmp_path: Path) -> None:
    speech = Appearance.objects.exclude(caption_zh_hans="").exclude(role="moderator")[0]
    exported = {"session": speech.session, "caption_zh_hans": speech.caption_zh_hans}
    speech.photo = make_photo(event, position=1, **exported)
    speech.save()
    speech.photos.add(make_photo(event, image=png(9), position=2, **exported))
    assert again(tmp_path) == []


@with_captions
def test_a_photo_before_a_portrait(event: Event, tmp_path: Path, caption: tuple[str, str]) -> None:
    chinese, english = caption
    spoken = Appearance.objects.exclude(caption_zh_hans="").exclude(role="moderator")
    speech = spoken.order_by("session__position", "position")[1]
    make_photo(
        event, session=speech.session, caption_zh_hans=chinese, caption_en=english, position=1
    )
    exported = {"caption_zh_hans": speech.caption_zh_hans, "image": png(9), "position": 2}
    speech.photo = make_photo(event, session=speech.session, **exported)
    speech.save()
    assert again(tmp_path) == []


def test_emphasis_and_lists(event: Event, tmp_path: Path) -> None:
    speech = Appearance.objects.filter(remarks_zh_hans__isnull=False)[0]
    speech.remarks_zh_hans = "<p>一<strong>二</strong>三。</p><ul><li><p>其一，开放。</p></li></ul>"
    speech.save()
    assert again(tmp_path) == []


def test_a_subtitle(event: Event, tmp_path: Path) -> None:
    event.subtitle_zh_hans, event.subtitle_en = "走向大海的河流", "Rivers on their way to the sea"
    event.save()
    assert again(tmp_path) == []


def test_an_organization_of_the_admin(event: Event, tmp_path: Path) -> None:
    exported = make_organization(name_zh_hans="滨海港口协会", name_en="Coast Ports Association")
    EventOrganization.objects.create(event=event, organization=exported, role="supporter")
    assert again(tmp_path) == []


def test_a_session_without_a_heading(event: Event, tmp_path: Path) -> None:
    Session.objects.create(event=event, kind="closing", slug="closing", position=99)
    assert again(tmp_path) == []


def test_a_guest_without_a_caption(event: Event, tmp_path: Path) -> None:
    person = make_person(name_zh_hans="林知遥", name_en="Lin Zhiyao")
    Appearance.objects.create(
        session=a_session(event), person=person, position=99, attendance="video",
        title_zh_hans="滨海港口协会会长", title_en="President, Coast Ports Association",
    )  # fmt: skip
    assert again(tmp_path) == []


def test_a_guest_whose_words_were_typed(event: Event, tmp_path: Path) -> None:
    person = make_person(name_zh_hans="林知遥", name_en="Lin Zhiyao")
    Appearance.objects.create(
        session=a_session(event), person=person, position=99,
        title_zh_hans="滨海港口协会会长", title_en="President, Coast Ports Association",
        attribution_zh_hans="指出", attribution_en="noted",
        remarks_zh_hans="<p>港口是开放的。</p><p>第二段说的是船。</p>",
        remarks_en="<p>Ports are open.</p>",
    )  # fmt: skip
    assert again(tmp_path) == []


def test_a_moderator_of_the_admin(event: Event, tmp_path: Path) -> None:
    person = make_person(name_zh_hans="林知遥", name_en="Lin Zhiyao")
    Appearance.objects.create(
        session=a_session(event), person=person, role="moderator", position=9,
        title_zh_hans="滨海电视台主持人", title_en="Host, Coast Television",
    )  # fmt: skip
    assert again(tmp_path) == []


def test_what_is_withheld_stays_so(event: Event, tmp_path: Path) -> None:
    hidden = Appearance.objects.exclude(role="moderator").order_by("pk")[1]
    hidden.withheld = True
    hidden.save()
    assert again(tmp_path) == []


def test_key_points(event: Event, tmp_path: Path) -> None:
    event.key_points_zh_hans = "三项成果当场发布。\n下一届在岚湾举行。"
    event.key_points_en = "Three outcomes were launched.\nLanwan is the next host."
    event.save()
    session = a_session(event)
    session.key_points_zh_hans = "潮位每日发布。"
    session.save()
    assert again(tmp_path) == []


def test_what_an_office_has_not_cleared_arrives_as_such(event: Event, tmp_path: Path) -> None:
    session, guest = a_session(event), spoken_guest(event)
    records = [(Event, event), (Session, session)]
    for model, owner in records:
        points = {"key_points_en": "Ports opened.", "clearance_key_points_en": "changed_since"}
        model.objects.filter(pk=owner.pk).update(**points)
    Appearance.objects.filter(pk=guest.pk).update(clearance_zh_hans="sent")
    path = exported(tmp_path)
    for model, owner in records:
        model.objects.filter(pk=owner.pk).update(clearance_key_points_en="")
    Appearance.objects.filter(pk=guest.pk).update(clearance_zh_hans="")
    record, outcome = imported(path)
    fields = [field for _action, _name, fields in changes(outcome) for field in fields]
    assert (fields, serious(record)) == (
        [
            ("clearance_key_points_en", "", "changed_since"),
            ("clearance_key_points_en", "", "changed_since"),
            ("clearance_zh_hans", "", "sent"),
        ],
        set(),
    )


def test_what_an_office_has_cleared_is_not_told(event: Event, tmp_path: Path) -> None:
    guest = spoken_guest(event)
    Appearance.objects.filter(pk=guest.pk).update(clearance_zh_hans="cleared")
    path = exported(tmp_path)
    Appearance.objects.filter(pk=guest.pk).update(clearance_zh_hans="")
    assert changes(imported(path)[1]) == []


def test_titles_of_speeches_and_summaries(event: Event, tmp_path: Path) -> None:
    appearance = spoken_guest(event)
    appearance.speech_title_zh_hans, appearance.speech_title_en = "潮位怎么预报", "How tides rise"
    appearance.save()
    session = appearance.session
    session.summary_zh_hans = "<p>会议认为，潮位应当每日发布。</p><p>与会者没有异议。</p>"
    session.save()
    assert again(tmp_path) == []
