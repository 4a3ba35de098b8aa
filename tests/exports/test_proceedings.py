"""The proceedings as PDF: what is printed in which language, and how it is tagged."""

import json
import re
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from forum.core.visibility import MOMENTS
from forum.exports.errors import ExportError
from forum.exports.proceedings import typesetting, typst_process
from forum.exports.proceedings.book import Book
from forum.exports.proceedings.printing import (
    compose_draft,
    compose_public,
    list_undescribed_pictures,
)
from forum.exports.proceedings.rich_text import parse_rich_text
from forum.models import KnowledgeProduct
from sessions_app.models import (
    Appearance,
    Correction,
    Event,
    EventOrganization,
    Photo,
    Session,
)
from tests.support import factories as make
from tests.support.images import png
from tests.support.pdf_structure import TaggedPdf

pytestmark = pytest.mark.django_db

ADDRESS = "https://forum.example.org/en/events/ports/"
EDITIONS = ["zh-hans", "en", "both"]
HOSTILE = '#eval("1+1") $x$ @ref <label> *bold* #image("/etc/passwd") \\ // /* ` [x]'


@pytest.fixture(scope="module")
def _whole_event(undone_after_module: None) -> None:
    """Make an event with everything that proceedings print."""
    event = make.make_event(
        slug="ports", city_zh_hans="上海", city_en="Shanghai", country="CN",
        introduction_zh_hans="<h3>缘起</h3><p>论坛讨论港口。</p><ul><li><p>第一</p></li></ul>",
        introduction_en="<h3>Origins</h3><p>It is about ports.</p><ul><li><p>One</p></li></ul>",
    )  # fmt: skip
    make.make_role(event)
    session = make.make_session(
        event, slug="opening", start=time(9), end=time(10), room_zh_hans="一号厅", room_en="Hall 1"
    )
    make.make_session(event, slug="break", kind="break", position=2)
    photo = make.make_photo(
        event, caption_zh_hans="林岚致辞", caption_en="Lin Lan speaking",
        alt_zh_hans="讲台前的人", alt_en="A woman at a lectern", credit_en="Photo: Li",
    )  # fmt: skip
    make.make_appearance(
        session, attendance="video", attribution_zh_hans="指出", attribution_en="noted",
        remarks_zh_hans="<p>港口<strong>开放</strong>。</p>",
        remarks_en='<p>Ports are <a href="https://example.org/p">open</a>.</p>', photo=photo,
    )  # fmt: skip
    moderator = make.make_person(name_zh_hans="何平", name_en="He Ping")
    make.make_appearance(session, moderator, role="moderator", title_zh_hans="主持人甲")
    make.make_product(
        launched_in=session, summary_zh_hans="一门课程。", summary_en="A course.",
        link="https://example.org/course",
    )  # fmt: skip
    make.make_correction(event)


@pytest.fixture
def event(_whole_event: None) -> Event:
    return Event.objects.get(slug="ports")


def public(event: Event, language: str, session: Session | None = None) -> Book:
    code = "zh-hans" if language == "both" else language
    with translation.override(code):
        public_event = Event.objects.published().with_place_in_series().get(pk=event.pk)
        return compose_public(public_event, language, ADDRESS, session)


# What was set already: tests that change nothing read the same book.
BOOKS: dict[str, TaggedPdf] = {}


def printed(event: Event, language: str = "en") -> TaggedPdf:
    book = public(event, language)
    pictures = {name: str(picture) for name, picture in book.pictures.items()}
    words = json.dumps([book.title, book.content, pictures, str(book.changed)])
    if words not in BOOKS:
        BOOKS[words] = TaggedPdf(typesetting.write_pdf(book))
    return BOOKS[words]


WORDS = {
    "zh-hans": ["绿色港口", "海港研究院", "何平", "主持人甲", "林岚指出，港口开放。",
                "以视频方式出席", "林岚致辞", "一门课程。", "嘉宾名单", "人名索引",
                "更正", "原文误作甲，应为乙。",
                "2023年11月5日", "一号厅", "09:00–10:00", "扫码阅读"],
    "en": ["GreenPorts", "HarbourInstitute", "HePing", "LinLannoted:Portsareopen.", "Byvideo",
           "LinLanspeaking", "Acourse.", "Listofparticipants", "Indexofpersons", "Corrections",
           "ItreadA;itisB.", "5November2023", "Hall1", "09:00–10:00", "Scantoread"],
}  # fmt: skip
WORDS["both"] = WORDS["zh-hans"] + WORDS["en"]


@pytest.mark.parametrize("language", EDITIONS)
def test_everything_is_printed(event: Event, language: str) -> None:
    words = printed(event, language).words
    assert [text for text in WORDS[language] if text not in words] == []


@pytest.mark.parametrize("language", EDITIONS)
def test_the_file_says_that_it_is_accessible_and_lasting(event: Event, language: str) -> None:
    metadata = printed(event, language).metadata()
    assert ("<pdfuaid:part>1<" in metadata, "<pdfaid:part>2<" in metadata) == (True, True)


@pytest.mark.parametrize(
    ("language", "first", "tagged"),
    [("zh-hans", "zh-CN", {"zh-CN", "en-GB"}), ("en", "en-GB", {"en-GB", "zh-CN"}),
     ("both", "zh-CN", {"zh-CN", "en-GB"})],
)  # fmt: skip
def test_each_passage_says_its_language(
    event: Event, language: str, first: str, tagged: set[str]
) -> None:
    pdf = printed(event, language)
    assert (pdf.root["/Lang"], pdf.languages()) == (first, tagged)


def test_the_title_is_the_window_s(event: Event) -> None:
    pdf = printed(event)
    metadata: Any = pdf.reader.metadata
    assert (metadata.title, bool(pdf.root["/ViewerPreferences"]["/DisplayDocTitle"])) == (
        "Green Ports", True,
    )  # fmt: skip


@pytest.mark.parametrize("language", EDITIONS)
def test_no_heading_skips_a_level(event: Event, language: str) -> None:
    levels = [0, *printed(event, language).heading_levels()]
    assert max(state_after - state_before for state_before, state_after in pairwise(levels)) == 1


def test_pictures_are_described(event: Event) -> None:
    assert printed(event).alternatives() == [
        "A woman at a lectern", f"QR code that leads to {ADDRESS}",
    ]  # fmt: skip


def test_bookmarks_lead_to_the_chapters(event: Event) -> None:
    assert printed(event).bookmarks() == [
        "Contents", "Introduction", "Organizers", "Programme", "Remarks", "Knowledge products",
        "List of participants", "Index of persons", "Corrections", "About these proceedings",
    ]  # fmt: skip


def test_links_lead_out(event: Event) -> None:
    assert {"https://example.org/p", "https://example.org/course", ADDRESS} == {
        *printed(event).links()
    }


def test_the_programme_is_a_table_with_a_head(event: Event) -> None:
    kinds = printed(event).kinds()
    # Time, session, guests; name, title, page.
    assert (kinds.count("Table"), kinds.count("TH")) == (2, 6)


def test_a_state_of_the_record_is_the_same_file(event: Event) -> None:
    assert typesetting.write_pdf(public(event, "en")) == typesetting.write_pdf(public(event, "en"))


@pytest.mark.parametrize("field", ["title_en", "venue_en", "introduction_en"])
def test_markup_is_text(field: str) -> None:
    event = make.make_event(**{field: HOSTILE.replace("<label>", "label")})
    assert "".join(HOSTILE.replace("<label>", "label").split()) in printed(event).words


@pytest.mark.parametrize(("start", "number"), [("3", 3), ("a", 1), ("", 1), ("9" * 5_000, 1)])
def test_a_list_begins_at_its_number_and_at_one_where_that_is_none(start: str, number: int) -> None:
    [numbered] = parse_rich_text(f'<ol start="{start}"><li>Ports</li></ol>')
    assert numbered["start"] == number


def test_files_outside_its_folder_are_refused(event: Event) -> None:
    with typesetting.prepared_folder(public(event, "en")) as folder:
        (folder / "main.typ").write_text('#read("/../../../etc/passwd")')
        with pytest.raises(typst.TypstError):
            typst_process.make_compiler(folder, typst.Fonts()).compile(format="pdf")


def test_missing_fonts_are_one_sentence(monkeypatch: pytest.MonkeyPatch, event: Event) -> None:
    monkeypatch.setattr(typesetting, "FAMILIES", ("Noto Serif CJK SC", "No Such Font"))
    typesetting.require_fonts.cache_clear()
    with pytest.raises(ExportError) as refused:
        typesetting.write_pdf(public(event, "en"))
    assert str(refused.value) == (
        "The proceedings need the fonts No Such Font, which are not installed: install Noto CJK "
        "(Debian: fonts-noto-cjk), or name a folder that holds them in FONTS_DIR."
    )


def test_a_character_that_no_font_has_is_named() -> None:
    book = public(make.make_event(title_en="Ports of \U0001f6d8"), "en")
    with pytest.raises(ExportError) as refused:
        typesetting.write_pdf(book)
    assert "No font of this machine has the character “\U0001f6d8”" in str(refused.value)


def test_withheld_parts_and_drafts_stay_out(event: Event) -> None:
    session = make.make_session(event, withheld=True, title_en="Secret session")
    make.make_appearance(session, make.make_person(name_en="Hidden Guest"))
    speaker = event.sessions.get(slug="opening").appearances.get(role="speaker")
    speaker.remarks_withheld = True
    speaker.save()
    make.make_product(launched_in=event.sessions.get(slug="opening"), status="draft",
                      title_en="Unborn course")  # fmt: skip
    words = printed(event).words
    assert [text for text in ("Secretsession", "HiddenGuest", "Portsareopen", "Unborncourse")
            if text in words] == []  # fmt: skip


def test_a_language_that_is_not_ready_stays_out(event: Event) -> None:
    event.ready_languages = ["zh-hans"]
    event.save()
    words = printed(event).words
    assert ("Portsareopen" in words, "港口开放" in words, "Chineseonly" in words) == (
        False, True, True,
    )  # fmt: skip


def test_a_draft_is_marked_on_every_page(event: Event) -> None:
    event.status, event.ready_languages = Event.Status.DRAFT, ["zh-hans"]
    event.save()
    pdf = TaggedPdf(typesetting.write_pdf(compose_draft(event, "en", ADDRESS)))
    pages = range(1, len(pdf.reader.pages) + 1)
    assert all("Draft,notforpublication" in pdf.page_words(page) for page in pages)
    assert "Portsareopen." in pdf.words
    assert "Notreadyforpublication" in pdf.words


def test_what_must_be_known_of_a_text_stands_at_it_and_below_its_page(event: Event) -> None:
    speaker = event.sessions.get(slug="opening").appearances.get(role="speaker")
    speaker.clearance_en = "sent"
    speaker.save()
    event.unofficial_languages = ["en"]
    event.save()
    words = printed(event).words
    assert (words.count("Notreviewedbythespeaker"), words.count("Unofficialtranslation")) == (2, 4)


@pytest.mark.parametrize(
    ("language", "names"), [("en", ["He Ping", "Lin Lan"]), ("zh-hans", ["何平", "林岚"])]
)
def test_the_index_goes_by_the_sort_key(event: Event, language: str, names: list[str]) -> None:
    [index] = public(event, language).content["indexes"]
    assert [entry["name"]["text"] for group in index["letters"] for entry in group["entries"]] == (
        names
    )


def test_a_sub_forum_is_a_part_of_the_book(event: Event) -> None:
    part = make.make_event(parent=event, title_en="Green Rivers", title_zh_hans="绿色河流")
    make.make_session(part, title_en="River session")
    pdf = printed(event)
    assert pdf.bookmarks()[1:3] == ["Green Ports", "Green Rivers"]


def test_pages_of_a_sub_forum_bear_its_title_beside_the_book_s(event: Event) -> None:
    whole_page = "<p>Rivers carry.</p>" * 60
    make.make_event(parent=event, title_en="Green Rivers", introduction_en=whole_page)
    pdf = printed(event)
    pages = [pdf.page_words(number) for number in range(1, len(pdf.reader.pages) + 1)]
    first = next(words for words in pages if words.count("Riverscarry.") > 9)
    assert first.startswith("GreenPorts·GreenRiversIntroduction")


def test_a_title_that_is_too_long_for_the_head_is_cut_where_it_is_parted() -> None:
    title = "Harbours of the Northern and the Southern Coasts"
    event = make.make_event(title_en=f"{title} — What Small Cities May Learn from Each Other")
    words = printed(event).page_words(2)
    assert words.startswith(f"{title}Contents".replace(" ", ""))


def test_of_a_parent_that_holds_nothing_the_cover_is_enough() -> None:
    parent = make.make_event(slug="week", introduction_zh_hans="", introduction_en="")
    make.make_event(parent=parent, title_en="Green Rivers", title_zh_hans="绿色河流")
    assert printed(parent).bookmarks()[1] == "Green Rivers"


def test_a_demonstration_is_marked_on_its_part_s_pages(event: Event) -> None:
    part = make.make_event(parent=event, title_en="Green Rivers", standing="demonstration")
    make.make_role(part)
    pdf = printed(event)
    pages = [pdf.page_words(number) for number in range(1, len(pdf.reader.pages) + 1)]
    marked = [number for number, words in enumerate(pages) if "Demonstration:" in words]
    assert ["GreenRivers" in pages[number] for number in marked] == [True]


def test_a_book_of_demonstrations_is_marked_in_its_lists_too() -> None:
    parent = make.make_event(slug="week", introduction_zh_hans="", introduction_en="")
    for title in ("Green Rivers", "Green Seas"):
        part = make.make_event(parent=parent, title_en=title, standing="demonstration")
        make.make_appearance(make.make_session(part), remarks_en="<p>Rivers carry.</p>")
    pdf = printed(parent)
    pages = [pdf.page_words(number) for number in range(3, len(pdf.reader.pages) + 1)]
    listing = [words for words in pages if "Listofparticipants" in words]
    assert ["Demonstration:" in words for words in listing] == [True] * len(listing) != []


def test_no_few_lines_of_two_columns_are_parted_by_a_page() -> None:
    """Whichever of the lines above it ends a page."""
    event = make.make_event(introduction_zh_hans="", introduction_en="")
    words = " ".join(["Rivers"] * 24)
    for number in range(12):
        make.make_appearance(
            make.make_session(event), make.make_person(name_en=f"Guest {number}"),
            remarks_zh_hans="<p>河流。</p>", remarks_en=f"<p>First {words} last.</p>",
        )  # fmt: skip
    pdf = printed(event, "both")
    pages = [pdf.page_words(number) for number in range(3, len(pdf.reader.pages) + 1)]
    assert [page.count("FirstRivers") for page in pages] == [
        page.count("Riverslast.") for page in pages
    ]


def test_the_contents_name_the_page_of_each_chapter(event: Event) -> None:
    chapters = ["Introduction", "Programme", "Remarks", "Listofparticipants", "Corrections"]
    pdf = printed(event)
    pages = [pdf.page_words(number) for number in range(1, len(pdf.reader.pages) + 1)]
    contents = pages[1]
    named = {chapter: re.search(rf"{chapter}\D*(\d+)", contents) for chapter in chapters}
    assert {chapter: int(page[1]) for chapter, page in named.items() if page} == {
        chapter: next(no for no, words in enumerate(pages, 1) if no > 2 and chapter in words)
        for chapter in chapters
    }


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "绿色港口"), ("en", "GreenPorts")])
def test_each_page_after_the_cover_bears_the_title(event: Event, language: str, title: str) -> None:
    pdf = printed(event, language)
    numbers = range(2, len(pdf.reader.pages) + 1)
    assert [number for number in numbers if title not in pdf.page_words(number)] == []


def test_key_points_stand_at_a_glance(event: Event) -> None:
    event.key_points_en = "Ports share their data."
    event.save()
    pdf = printed(event)
    assert ("At a glance" in pdf.bookmarks(), "Portssharetheirdata." in pdf.words) == (True, True)


def test_the_colophon_has_the_days_of_the_site_s_zone(event: Event) -> None:
    """In Shanghai the night of UTC is the next morning."""
    moment = datetime(2023, 12, 5, 23, tzinfo=UTC)
    Event.objects.update(**dict.fromkeys(("published_at", *MOMENTS), moment))
    parts = (Event, EventOrganization, Session, Appearance, Photo, Correction, KnowledgeProduct)
    for model in parts:
        model._default_manager.update(updated=moment)
    words = printed(event).words
    assert [text in words for text in ("Firstpublished6December2023",
            "Stateoftherecord6December2023", "Version")] == [True] * 3  # fmt: skip


@pytest.mark.parametrize(("language", "letters"), [("en", ["H", "L"]), ("zh-hans", ["H", "L"])])
def test_the_index_has_the_letters_of_pinyin_and_of_the_alphabet(
    event: Event, language: str, letters: list[str]
) -> None:
    [index] = public(event, language).content["indexes"]
    assert [group["letter"] for group in index["letters"]] == letters


def test_identifiers_stand_in_the_colophon(event: Event) -> None:
    event.doi, event.handle = "10.1234/abc", "20.500.1234/x"
    event.save()
    pdf = printed(event)
    assert {"https://doi.org/10.1234/abc", "https://hdl.handle.net/20.500.1234/x"} <= {*pdf.links()}


def test_side_by_side_both_are_told_what_is_in_one_language(event: Event) -> None:
    make.make_session(event, slug="next", summary_zh_hans="<p>只有中文。</p>", position=3)
    assert "仅有中文·Chineseonly" in printed(event, "both").words


def test_one_session_alone(event: Event) -> None:
    other_session = make.make_session(event, title_en="Other session")
    make.make_appearance(other_session, make.make_person(name_en="Other Guest"))
    opening = event.sessions.get(slug="opening")
    pdf = TaggedPdf(typesetting.write_pdf(public(event, "en", opening)))
    assert ("Portsareopen." in pdf.words, "OtherGuest" in pdf.words) == (True, False)


def test_pictures_without_an_alternative_are_named(event: Event) -> None:
    make.make_photo(event, caption_en="Hall")
    bare = make.make_photo(event)
    with translation.override("en"):
        assert list_undescribed_pictures(event) == [
            "photo “Hall”", f"Photo {bare.pk}",
        ]  # fmt: skip


def test_a_picture_that_nothing_describes_is_left_out(event: Event) -> None:
    make.make_photo(event, caption_en="Hall")
    make.make_photo(event)
    assert printed(event).alternatives()[1:-1] == ["Hall"]


def test_photos_of_a_session_stand_in_it(event: Event) -> None:
    closing = make.make_session(event, slug="closing", position=3)
    make.make_photo(event, session=closing, alt_en="Hall", caption_en="The hall is full")
    make.make_photo(event, alt_en="Stand")
    [part] = public(event, "en").content["parts"]
    assert [
        [photo["picture"]["alt"] for photo in photos]
        for photos in (part["sessions"][-1]["photos"], part["photos"])
    ] == [["Hall"], ["Stand"]]
    assert part["sessions"][-1]["has_texts"]


def test_each_photo_is_followed_by_its_caption(event: Event) -> None:
    for name in ("First", "Second", "Third"):
        make.make_photo(event, alt_en=name, caption_en=f"{name} caption")
    words = printed(event).words
    captions = [words.index(f"{name}caption") for name in ("First", "Second", "Third")]
    assert captions == sorted(captions)


def test_who_refused_to_be_shown_is_not(event: Event) -> None:
    speaker = event.sessions.get(slug="opening").appearances.get(role="speaker")
    speaker.photo_consent = "refused"
    speaker.save()
    assert len(printed(event).alternatives()) == 1


@pytest.mark.parametrize("language", EDITIONS)
def test_more_guests_are_no_more_queries(event: Event, language: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            public(event, language)
        return len(queries)

    few = count()
    for number in range(2):
        session = make.make_session(event, position=number + 3, day=date(2023, 11, 5))
        make.make_appearance(session, make.make_person(), photo=make.make_photo(event, alt_en="x"))
        make.make_role(event)
        make.make_product(launched_in=session)
        make.make_photo(event, alt_en="x")
    assert count() == few


@pytest.mark.parametrize(("language", "numeral"), [("en", "6"), ("zh-hans", "六")])
def test_the_cover_of_a_sub_forum_has_its_parent_s_number(language: str, numeral: str) -> None:
    sub_forum = make.make_event(parent=make.make_event(edition=6))
    with translation.override(language):
        assert sub_forum.cover_numeral == numeral


def test_the_cover_of_no_edition_has_the_year() -> None:
    event = make.make_event(starts_on=date(2024, 6, 12), ends_on=date(2024, 6, 12))
    assert event.cover_numeral == "2024"


def test_the_cover_does_not_tell_the_number_of_a_parent_that_is_offline() -> None:
    parent = make.make_event(edition=6, status=Event.Status.OFFLINE)
    assert make.make_event(parent=parent).cover_numeral == "2023"


@pytest.mark.parametrize(
    ("cover", "numerals"),
    [({}, 1), ({"cover": png(400, 200), "cover_alt_zh_hans": "会场"}, 0)],
)
def test_a_numeral_stands_on_a_cover_without_a_picture(
    cover: dict[str, Any], numerals: int
) -> None:
    event = make.make_event(edition=6, **cover)
    words = printed(event, "zh-hans").page_words(1)
    assert words.count("六") - words.count("第六届") == numerals
