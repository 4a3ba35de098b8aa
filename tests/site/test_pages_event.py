"""The page of an event and those of its sessions: what a record holds, in the order of print."""

from datetime import date
from itertools import pairwise, takewhile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from people.models import PhotoConsent
from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get

pytestmark = pytest.mark.django_db

PORTS = "/en/events/ports/"


def ports(**values: Any) -> Event:
    return make.make_event(slug="ports", **values)


def page(client: Client, path: str = PORTS) -> Outline:
    return Outline(get(client, path))


def texts(outline: Outline, tag: str, class_: str) -> list[str]:
    return [" ".join(element.text.split()) for element in outline.all(tag, class_=class_)]


def speak(session: Session, slug: str, **values: Any) -> Any:
    person = make.make_person(slug=slug, name_en=slug.title(), name_zh_hans=None)
    facts = {"remarks_en": "<p>Ports are good.</p>", "remarks_zh_hans": "<p>港口很好。</p>"}
    return make.make_appearance(session, person, **{**facts, **values})


def test_the_cover_carries_both_titles_the_page_s_first(client: Client) -> None:
    ports()
    outline = page(client)
    assert outline.all("h1")[0].text == "Green Ports"
    [other_element] = outline.all("p", class_="title", lang="zh-Hans")
    assert other_element.text == "绿色港口"


@pytest.mark.parametrize(
    ("path", "words"),
    [(PORTS, "5–10 November 2023"), ("/zh-hans/events/ports/", "2023年11月5日至10日")],
)
def test_the_days_are_written_as_the_language_does(client: Client, path: str, words: str) -> None:
    ports(ends_on=date(2023, 11, 10))
    assert texts(page(client, path), "span", "days")[0] == words


def test_each_day_is_there_for_machines(client: Client) -> None:
    ports(ends_on=date(2023, 11, 10))
    days = [element["datetime"] for element in page(client).all("time")]
    assert days[:2] == ["2023-11-05", "2023-11-10"]


def test_an_event_without_dates_shows_none(client: Client) -> None:
    ports(starts_on=None, ends_on=None)
    outline = page(client)
    assert "Date" not in texts_of(outline, "dt")
    # What remains are the days of the record itself.
    assert texts_of(outline, "dt")[:2] == ["First published", "Last updated"]


def test_the_place_in_english_ends_with_the_country(client: Client) -> None:
    ports(venue_en="Harbour Hall", city_en="Lanwan", country="CN")
    assert "Harbour Hall, Lanwan, China" in " ".join(page(client).all("main")[0].text.split())


@pytest.mark.parametrize(
    ("language", "printed"),
    [("zh-hans", "中国 岚湾市东园路9号"), ("en", "9 East Park, Lanwan, China")],
)
def test_a_city_that_an_address_names_is_named_once(
    client: Client, language: str, printed: str
) -> None:
    ports(
        venue_zh_hans="岚湾市东园路9号", venue_en="9 East Park, Lanwan",
        city_zh_hans="岚湾", city_en="Lanwan", country="CN",
    )  # fmt: skip
    place = page(client, PORTS.replace("/en/", f"/{language}/")).all("dd")[1]
    assert " ".join(place.text.split()) == printed


def test_a_city_that_the_venue_begins_with_is_named_once(client: Client) -> None:
    ports(venue_zh_hans="岚湾海港酒店", city_zh_hans="岚湾", country="")
    place = page(client, PORTS.replace("/en/", "/zh-hans/")).all("dd")[1]
    assert place.text.split() == ["岚湾海港酒店"]


def test_the_place_in_chinese_begins_with_the_country(client: Client) -> None:
    ports(venue_zh_hans="海港会堂", city_zh_hans="岚湾", country="CN")
    outline = page(client, PORTS.replace("/en/", "/zh-hans/"))
    assert "中国·岚湾 海港会堂" in " ".join(outline.all("main")[0].text.split())


def test_a_session_s_contents_lead_to_whoever_speaks(client: Client) -> None:
    speak(make.make_session(ports(), slug="opening"), "mary", remarks_en="<p>Ports.</p>")
    links = [link["href"] for link in page(client, f"{PORTS}opening/").all("a")]
    start = links.index("#remarks")
    assert links[start : start + 4] == ["#remarks", "#remarks-mary", "#sessions", "#record"]


def test_the_parent_leads_to_its_page(client: Client) -> None:
    ports(parent=make.make_event(slug="forum", title_en="The Forum"))
    assert "/en/events/forum/" in page(client).links()


def test_an_unpublished_parent_is_text(client: Client) -> None:
    ports(parent=make.make_event(slug="forum", title_en="The Forum", status="draft"))
    outline = page(client)
    assert texts(outline, "p", "parent")[0] == "The Forum"
    assert [link for link in outline.links() if "forum" in link] == []


def test_a_parent_shows_its_sub_forums(client: Client) -> None:
    make.make_event(slug="sub", parent=ports())
    assert "/en/events/sub/" in page(client).links()


def test_organizations_stand_by_role_in_the_order_of_the_cover(client: Client) -> None:
    event = ports()
    for role, position, name in (
        ("organizer", 1, "Zeta"),
        ("host", 2, "Alpha"),
        ("host", 1, "Omega"),
        ("guidance", 1, "Beta"),
    ):
        make.make_role(event, role=role, position=position, printed_name_en=name)
    outline = page(client)
    roles = outline.all("div", class_="organizers")[0].text.split("\n")
    lines = [line.strip() for line in roles if line.strip()]
    assert lines == [
        "Under the guidance of", "Beta", "Hosted by", "Omega", "Alpha", "Organized by", "Zeta",
    ]  # fmt: skip


def test_an_organization_leads_to_its_page_if_that_is_published(client: Client) -> None:
    event = ports()
    make.make_role(event, make.make_organization(slug="shown"))
    make.make_role(event, make.make_organization(slug="hidden", status="draft"))
    links = page(client).links()
    assert ("/en/organizations/shown/" in links, "/en/organizations/hidden/" in links) == (
        True,
        False,
    )


def test_sessions_and_speakers_stand_in_protocol_order(client: Client) -> None:
    event = ports()
    second = make.make_session(event, slug="b", position=2, title_en="Second")
    first = make.make_session(event, slug="a", position=1, title_en="First")
    speak(second, "abel", position=1)
    speak(first, "mary", position=2)
    speak(first, "zoe", position=1)
    outline = page(client)
    assert texts(outline, "h4", "person") == ["Zoe", "Mary", "Abel"]
    assert [element.text for element in outline.all("h3") if element["id"]] == ["First", "Second"]


def test_moderators_stand_at_the_head_of_their_session(client: Client) -> None:
    session = make.make_session(ports())
    speak(session, "mary", position=1)
    speak(session, "zoe", role="moderator", remarks_en="", remarks_zh_hans="", title_en="Editor")
    [moderators] = page(client).all("dl", class_="moderators")
    assert " ".join(moderators.text.split()) == "Moderator Zoe Editor"


def test_two_who_moderate_are_called_moderators(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    for name in ("zoe", "mary"):
        speak(session, name, role="moderator")
    [led] = page(client).all("p", class_="led")
    [head] = page(client, "/en/events/ports/opening/").all("dl", class_="moderators")
    assert [part.text.split()[0] for part in (led, head)] == ["Moderators"] * 2


def test_everybody_s_title_is_the_one_as_of_the_event(client: Client) -> None:
    speak(make.make_session(ports()), "mary", title_en="Director in 2023")
    assert texts(page(client), "p", "held-title") == ["Director in 2023"] * 2


def test_in_the_grid_each_speaker_stands_once_and_moderators_last(client: Client) -> None:
    event = ports()
    first = make.make_session(event, slug="a", position=1)
    second = make.make_session(event, slug="b", position=2)
    moderator = speak(first, "only", role="moderator").person
    both = speak(first, "both", role="moderator").person
    mary = speak(first, "mary").person
    make.make_appearance(second, moderator, role="moderator")
    make.make_appearance(second, both, position=1)
    make.make_appearance(second, mary, position=2)
    assert texts(page(client), "p", "person") == ["Mary", "Both", "Only"]


def test_remarks_have_an_anchor_that_names_the_person(client: Client) -> None:
    speak(make.make_session(ports(), slug="opening"), "mary")
    assert [element["id"] for element in page(client).all("article")] == ["remarks-mary"]


def test_a_second_turn_has_an_anchor_of_its_own(client: Client) -> None:
    event = ports()
    mary = speak(make.make_session(event, slug="opening", position=1), "mary").person
    make.make_appearance(make.make_session(event, slug="closing", position=2), mary)
    outline = page(client)
    assert [element["id"] for element in outline.all("article")] == [
        "remarks-mary",
        "remarks-mary-closing",
    ]
    assert len(outline.ids()) == len(set(outline.ids()))


def test_links_made_before_anchors_told_the_role_lead_to_the_same_person(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    speak(session, "mary", role="panellist")
    make.make_appearance(session, make.make_person(slug="zoe"), role="moderator")
    pages = [page(client), page(client, f"{PORTS}opening/")]
    places = ("remarks-zoe-moderator", "remarks-zoe", "remarks-mary-panellist", "remarks-mary")
    assert [[id_text for id_text in outline.ids() if id_text in places] for outline in pages] == [
        [*places],
        [*places],
    ]


def test_no_former_anchor_is_that_of_somebody_s_words(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    mary = speak(session, "mary", role="panellist").person
    make.make_appearance(session, mary, remarks_en="<p>Welcome.</p>")
    outline = page(client)
    assert [element["id"] for element in outline.all("article")] == [
        "remarks-mary-panellist",
        "remarks-mary",
    ]
    assert outline.ids().count("remarks-mary") == 1


def test_remarks_bear_no_attribution(client: Client) -> None:
    speak(make.make_session(ports()), "mary", attribution_en="said")
    outline = page(client)
    assert outline.all("div", class_="prose")[-1].text.strip() == "Ports are good."
    assert outline.all("h2", id="remarks")[0].text == "Summary of remarks"


def test_a_full_text_is_called_so(client: Client) -> None:
    session = make.make_session(ports())
    speak(session, "mary", remarks_kind="full_text")
    outline = page(client)
    assert outline.all("h2", id="remarks")[0].text == "Full text of remarks"
    assert texts(outline, "p", "kind") == []
    speak(session, "zoe")
    outline = page(client)
    assert outline.all("h2", id="remarks")[0].text == "Summary of remarks"
    assert texts(outline, "p", "kind") == ["Full text"]


@pytest.mark.parametrize(
    ("attendance", "words"),
    [("video", ["By video"]), ("written", ["In writing"]), ("in_person", []), ("", [])],
)
def test_only_absence_is_said_in_words(client: Client, attendance: str, words: list[str]) -> None:
    speak(make.make_session(ports()), "mary", attendance=attendance)
    assert texts(page(client), "p", "attendance") == words


def test_the_document_s_own_words_of_attendance_go_first(client: Client) -> None:
    note = {"attendance": "video", "attendance_note_en": "by video link from Geneva"}
    speak(make.make_session(ports()), "mary", **note)
    assert texts(page(client), "p", "attendance") == ["by video link from Geneva"]


def test_a_record_s_plain_words_of_attendance_are_the_site_s(client: Client) -> None:
    speak(make.make_session(ports()), "mary", attendance="video", attendance_note_en="by video")
    assert texts(page(client), "p", "attendance") == ["By video"]


def test_a_person_whose_page_is_a_draft_is_named_without_a_link(client: Client) -> None:
    person = make.make_person(slug="mary", name_en="Mary", status="draft")
    make.make_appearance(make.make_session(ports()), person)
    outline = page(client)
    assert texts(outline, "p", "person") == ["Mary"]
    assert [link for link in outline.links() if "/people/mary" in link] == []


def test_a_caption_stands_under_its_photo_only(client: Client) -> None:
    event = ports()
    session = make.make_session(event)
    caption = "Mary attends the forum and speaks"
    speak(session, "mary", caption_en=caption, photo=make.make_photo(event))
    speak(session, "zoe", caption_en="Zoe attends the forum and speaks")
    assert texts_of(page(client), "figcaption") == [caption]


def texts_of(outline: Outline, tag: str) -> list[str]:
    return [" ".join(element.text.split()) for element in outline.all(tag)]


def test_a_photo_that_several_appearances_share_stands_once(client: Client) -> None:
    event = ports()
    photo = make.make_photo(event)
    for slug in ("opening", "closing"):
        speak(make.make_session(event, slug=slug), f"mary-{slug}", photo=photo)
    assert len(page(client).all("figure", class_="photo")) == 1


def test_a_withheld_photo_shows_nowhere(client: Client) -> None:
    event = ports()
    speak(make.make_session(event), "mary", photo=make.make_photo(event, withheld=True))
    make.make_photo(event, withheld=True)
    assert page(client).all("img", class_="photo") == []


def test_a_refused_photo_and_portrait_show_nowhere(client: Client) -> None:
    from tests.support.images import png

    event = ports()
    appearance = speak(make.make_session(event), "mary", photo=make.make_photo(event))
    appearance.person.portrait = png()
    appearance.person.photo_consent = PhotoConsent.REFUSED
    appearance.person.save()
    assert page(client).all("img", class_="photo") == []


def test_a_photo_that_one_guest_refused_stands_beside_no_other(client: Client) -> None:
    event = ports()
    photo = make.make_photo(event)
    speak(make.make_session(event, slug="opening"), "mary", photo=photo)
    other_session = make.make_session(event, slug="closing")
    speak(other_session, "ann", photo=photo, photo_consent=PhotoConsent.REFUSED)
    assert page(client).all("img", class_="photo") == []


def in_two_photos(**values: Any) -> None:
    """Store a guest with a photo beside the remarks and another in the gallery."""
    event = ports()
    appearance = speak(make.make_session(event), "mary", photo=make.make_photo(event), **values)
    appearance.photos.add(make.make_photo(event))


def test_a_further_photo_of_a_guest_stands_in_the_gallery(client: Client) -> None:
    in_two_photos()
    assert len(page(client).all("img", class_="photo")) == 2


def test_whoever_refuses_is_hidden_in_the_gallery_too(client: Client) -> None:
    in_two_photos(photo_consent=PhotoConsent.REFUSED)
    assert page(client).all("img", class_="photo") == []


def captions_of_gallery(client: Client, caption: str, *names: str) -> list[str]:
    """Return the captions of a photo in the gallery that shows some guests of a session."""
    session = make.make_session(ports())
    photo = make.make_photo(session.event, caption_en=caption)
    for name in names:
        speak(session, name).photos.add(photo)
    return texts_of(page(client), "figcaption")


def test_gallery_names_who_is_on_a_photo_in_protocol_order(client: Client) -> None:
    captions = captions_of_gallery(client, "At the port", "mary", "ann")
    assert captions == ["At the port In the photo: Mary, Ann"]


def test_gallery_names_nobody_whom_the_caption_names(client: Client) -> None:
    assert captions_of_gallery(client, "Mary at the port", "mary") == ["Mary at the port"]


def test_photos_of_nobody_stand_in_a_gallery(client: Client) -> None:
    make.make_photo(ports(), caption_en="The hall", credit_en="Zoe")
    assert texts_of(page(client), "figcaption") == ["The hall Photo: Zoe"]


def headings_and_captions(client: Client) -> list[str]:
    """Return what stands among the photos in its order: days, sessions, captions."""
    elements = page(client).elements
    [start] = [place for place, element in enumerate(elements) if element["id"] == "photos"]
    shown = takewhile(lambda element: element.tag != "section", elements[start:])
    return [element.text for element in shown if element.tag in {"h3", "h4", "figcaption"}]


def test_photos_stand_under_the_sessions_they_were_taken_in(client: Client) -> None:
    event = ports()
    for slug in ("first", "second"):
        session = make.make_session(event, slug=slug, title_en=slug.title())
        for caption in ("The hall", "The stage"):
            make.make_photo(event, session=session, caption_en=caption)
    assert headings_and_captions(client) == [
        *("First", "The hall", "The stage"),
        *("Second", "The hall", "The stage"),
    ]


def test_a_photo_of_no_session_stands_under_none(client: Client) -> None:
    event = ports()
    session = make.make_session(event, title_en="First", day=date(2024, 6, 9))
    make.make_photo(event, session=session, caption_en="The hall")
    make.make_photo(event, caption_en="The port")
    assert headings_and_captions(client) == ["The port", "9 June 2024", "First", "The hall"]


def test_photos_stand_under_their_days(client: Client) -> None:
    event = ports()
    for day in (9, 10):
        session = make.make_session(event, day=date(2024, 6, day))
        make.make_photo(event, session=session)
    headings = page(client).all("h3", class_="group")
    assert [heading.text for heading in headings] == ["9 June 2024", "10 June 2024"]


def test_photos_of_no_day_stand_under_no_day(client: Client) -> None:
    event = ports()
    for slug, day in (("first", date(2024, 6, 9)), ("second", None)):
        session = make.make_session(event, slug=slug, title_en=slug.title(), day=day)
        make.make_photo(event, session=session, caption_en=slug)
    assert texts_of(page(client), "figcaption") == ["second", "first"]


def test_products_lead_to_their_page_and_name_who_launched_them(client: Client) -> None:
    session = make.make_session(ports(), slug="launch")
    make.make_product(slug="course", launched_in=session).launched_by.add(speak(session, "mary"))
    outline = page(client)
    [product] = outline.all("article", class_="product")
    assert "/en/knowledge/course/" in outline.links()
    assert (
        " ".join(product.text.split()) == "Other Course on Ports Launched in Opening remarks · Mary"
    )


def test_documents_have_size_and_language(client: Client) -> None:
    file = ContentFile(b"%PDF-1.4".ljust(2048), name="programme.pdf")
    make.make_document(ports(), file=file, title_en="Programme", language="en")
    [documents] = page(client).all("ul", class_="documents")
    assert " ".join(documents.text.split()) == "Programme PDF · English · 2.0\xa0KB".replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({}, "Opening remarks"),
        ({"heading_en": "Welcome"}, "Welcome"),
        ({"heading_en": "Welcome", "title_en": "To the Sea"}, "To the Sea"),
    ],
)
def test_a_session_is_called_by_title_heading_or_kind(
    client: Client, names: dict[str, str], shown: str
) -> None:
    make.make_session(ports(), **names)
    assert texts(page(client), "p", "title")[-1] == shown


@pytest.mark.parametrize("hidden", ["withheld session", "withheld appearance", "draft event"])
def test_what_is_hidden_is_not_on_the_page(client: Client, hidden: str) -> None:
    event = ports(status="draft" if hidden == "draft event" else "published")
    session = make.make_session(event, slug="opening", withheld=hidden == "withheld session")
    speak(session, "mary", withheld=hidden == "withheld appearance")
    texts = [client.get(path).content.decode() for path in (PORTS, f"{PORTS}opening/", "/en/")]
    assert [path for path in texts if "Mary" in path] == []


def test_a_withheld_session_has_no_page(client: Client) -> None:
    make.make_session(ports(), slug="opening", withheld=True)
    assert client.get(f"{PORTS}opening/").status_code == 404


def test_a_session_s_page_has_everybody_s_remarks(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    speak(session, "mary", position=1)
    speak(session, "zoe", position=2)
    outline = page(client, f"{PORTS}opening/")
    assert texts(outline, "h3", "person") == ["Mary", "Zoe"]
    assert [element["id"] for element in outline.all("article")] == ["remarks-mary", "remarks-zoe"]
    assert PORTS in outline.links()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["events/ports/", "events/ports/opening/"])
def test_a_full_page_has_its_headings_in_order_and_its_ids_once(
    client: Client, path: str, language: str
) -> None:
    event = ports()
    for number, slug in enumerate(("opening", "topic-1", "topic-2")):
        session = make.make_session(event, slug=slug, position=number)
        speak(session, f"mary-{slug}", photo=make.make_photo(event), caption_en="Speaks")
        speak(session, f"zoe-{slug}", role="moderator")
        make.make_product(launched_in=session)
    make.make_role(event)
    make.make_photo(event, session=event.sessions.first())
    make.make_document(event)
    outline = page(client, f"/{language}/{path}")
    levels = outline.levels()
    jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
    assert (levels[0], levels.count(1), jumps) == (1, 1, [])
    assert len(outline.ids()) == len(set(outline.ids()))


def test_however_many_speakers_an_event_is_read_at_once(
    client: Client, django_assert_num_queries: Any
) -> None:
    series = make.make_series()
    event = ports(parent=make.make_event(edition=2, series=series), series=series)
    for _number in range(6):
        make.make_event(parent=event)
        make.make_event(series=series, edition=1)
        make.make_role(event)
        make.make_photo(event)
        make.make_correction(event)
    for number in range(3):
        session = make.make_session(event, slug=f"s-{number}", position=number)
        for place in range(2):
            photo = make.make_photo(event)
            appearance = speak(session, f"p-{number}-{place}", photo=photo, position=place)
        make.make_product(launched_in=session).launched_by.add(appearance)
        make.make_document(event)
    with django_assert_num_queries(1):
        client.get(PORTS)


def test_however_many_speakers_a_session_is_read_at_once(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = ports()
    session = make.make_session(event, slug="opening")
    for place in range(6):
        photo = make.make_photo(event)
        appearance = speak(session, f"p-{place}", photo=photo, position=place)
    make.make_product(launched_in=session).launched_by.add(appearance)
    with django_assert_num_queries(1):
        client.get(f"{PORTS}opening/")


def test_a_session_of_nothing_but_a_kind_is_called_by_it(client: Client) -> None:
    make.make_session(ports(), slug="opening", title_en="", title_zh_hans="", kind="opening")
    [title] = page(client, "/en/events/ports/opening/").all("title")
    assert title.text == "Opening remarks · Green Ports · Forum Record"


@pytest.mark.parametrize(
    ("remarks", "headings"), [("", ["Guests"]), ("<p>Yes.</p>", ["Summary of remarks"])]
)
def test_guests_without_words_stand_under_no_summary(
    client: Client, remarks: str, headings: list[str]
) -> None:
    make.make_appearance(make.make_session(ports(), slug="opening"), remarks_en=remarks)
    outline = page(client, "/en/events/ports/opening/")
    assert [heading.text for heading in outline.all("h2", id="remarks")] == headings


def test_who_moderates_without_words_makes_no_part_of_the_page(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    make.make_appearance(session, role="moderator")
    outline = page(client, "/en/events/ports/opening/")
    assert [*outline.all("h2", id="remarks"), *outline.all("a", href="#remarks")] == []
