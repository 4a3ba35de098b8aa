"""The page of the search: form, filters, results, help; any input is answered."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.conf import settings
from django.db.models import FETCH_RAISE
from django.test import Client
from django.utils import timezone

from forum.core.content import column
from forum.delivery import search_objects
from forum.delivery.search_results import MOST_LED
from forum.models import SearchEntry
from forum.search.engine import find_group
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get

pytestmark = pytest.mark.django_db


def page(client: Client, typed: str, language: str = "en", **filters: str) -> Outline:
    query = "".join(f"&{name}={quote(value)}" for name, value in filters.items())
    return Outline(get(client, f"/{language}/search/?q={quote(typed)}{query}"))


def texts(outline: Outline, tag: str, class_: str = "") -> list[str]:
    return [" ".join(choice.text.split()) for choice in outline.all(tag, class_=class_)]


def remarks(number: int = 1) -> Any:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    for no in range(number):
        person = make.make_person(
            slug=f"person-{no}", name_zh_hans="王受文", name_en="Wang Shouwen"
        )
        make.make_appearance(
            session, person, remarks_zh_hans="<p>岸电。</p>", remarks_en="<p>Shore power works.</p>"
        )
    return event


def remarks_of(outline: Outline) -> list[str]:
    """Return whose remarks the results lead to."""
    return [link.split("#remarks-")[1] for link in outline.links() if "#remarks-" in link]


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_lead_to_their_place(client: Client, language: str) -> None:
    remarks()
    outline = page(client, "岸电", language)
    assert f"/{language}/events/ports/opening/#remarks-person-0" in outline.links()


@pytest.mark.parametrize(("typed", "marked"), [("岸电", "岸电"), ("powers", "power")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_marked(client: Client, language: str, typed: str, marked: str) -> None:
    remarks()
    assert texts(page(client, typed, language), "mark") == [marked]


def one_of_each_kind(*languages: str) -> None:
    """Make a result of every kind, all that may be said of it in some languages."""

    def said(**texts: str) -> dict[str, str]:
        return {column(field, code): text for field, text in texts.items() for code in languages}

    series = make.make_series(**said(name="岸电论坛", description="<p>岸电</p>"))
    event = make.make_event(
        series=series,
        country="CN",
        **said(title="岸电", introduction="<p>岸电</p>", venue="岸电厅", city="滨海"),
    )
    session = make.make_session(event, **said(title="岸电", heading="讨论", label="主题一"))
    person = make.make_person(**said(name="岸电", biography="<p>岸电</p>"))
    make.make_organization(**said(name="岸电院", abbreviation="岸院"))
    words = said(title="岸电院长", remarks="<p>岸电</p>")
    photo = make.make_photo(event, **said(caption="岸电"))
    make.make_photo(event, **said(caption="岸电"))
    make.make_appearance(session, person, photo=photo, **words)
    make.make_appearance(session, make.make_person(), role="moderator", **said(title="岸电台"))
    make.make_product(**said(title="岸电", summary="岸电"))
    make.make_document(event, **said(title="岸电"))
    make.make_topic(**said(name="岸电"))
    for kind in ("page", "news"):
        make.make_page(kind=kind, **said(title="岸电", body="<p>岸电</p>"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", [LANGUAGES, ("zh-hans",)], ids=["both", "Chinese only"])
def test_what_a_result_says_comes_with_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str, written: tuple[str, ...]
) -> None:
    """No field is fetched behind: one a result would be a query each."""
    one_of_each_kind(*written)
    list_objects = search_objects.list_objects

    def list_whole(records: Any) -> dict[Any, Any]:
        objects = list_objects(records)
        for record in [*objects.values(), *records["guests"]]:
            record._state.fetch_mode = FETCH_RAISE
        return objects

    monkeypatch.setattr(search_objects, "list_objects", list_whole)
    kinds = {choice["id"] for choice in page(client, "岸电", language).all("h2")}
    assert kinds >= {f"results-{find_group(kind)}" for kind in SearchEntry.Kind.values}


@pytest.mark.parametrize(
    ("language", "headed"), [("en", ["People", "Moderator"]), ("zh-hans", ["嘉宾", "主持人"])]
)
def test_a_moderator_stands_among_the_people(
    client: Client, language: str, headed: list[str]
) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    make.make_appearance(session, make.make_person(status="draft"), role="moderator")
    outline = page(client, "lin lan", language)
    events = [link for link in outline.links() if link == f"/{language}/events/ports/"]
    assert [*texts(outline, "h2"), *texts(outline, "span", "role")] == headed
    assert len(events) == 1


@pytest.mark.parametrize("typed", ["港口", "ports"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_is_found_by_its_name(client: Client, language: str, typed: str) -> None:
    make.make_topic(slug="ports")
    make.make_topic(slug="quays", name_zh_hans="港口", name_en="Ports", status="draft")
    outline = page(client, typed, language)
    assert texts(outline, "h2") == [{"en": "Topics", "zh-hans": "领域标签"}[language]]
    assert [link for link in outline.links() if "/topics/" in link and "?" not in link][-1] == (
        f"/{language}/topics/ports/"
    )


@pytest.mark.parametrize("kind", ["person", "moderator"])
def test_people_and_moderators_are_counted_together(client: Client, kind: str) -> None:
    make.make_appearance(person=make.make_person(slug="lin"), role="moderator")
    make.make_appearance(person=make.make_person(slug="lan", status="draft"), role="moderator")
    outline = page(client, "lin lan", kind=kind)
    assert texts(outline, "p", "count") == ["2 results for “lin lan”"]
    assert texts(outline, "span", "role") == ["Moderator"] * 2
    assert outline.html.index("/en/people/lin/") < outline.html.index("#remarks-lan")


@pytest.mark.parametrize(("language", "role"), [("en", "Moderator"), ("zh-hans", "主持人")])
def test_who_led_sessions_stands_once_with_some_of_them(
    client: Client, language: str, role: str
) -> None:
    person = make.make_person(slug="lin")
    for number in range(4):
        session = make.make_session(slug=f"led-{number}", title_en="Led", title_zh_hans="会")
        make.make_appearance(session, person, role="moderator")
    outline = page(client, "lin lan", language)
    led = [link for link in outline.links() if "#remarks-lin" in link]
    assert (len(outline.all("li", class_="hit")), len(led)) == (1, MOST_LED)
    assert texts(outline, "span", "role") == [role] * MOST_LED


def test_of_one_event_who_led_a_session_there_is_a_result(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"))
    make.make_appearance(session, make.make_person(slug="lin"), role="moderator")
    outline = page(client, "lin lan", event="ports")
    assert [link for link in outline.links() if "/people/lin/" in link] == []
    assert texts(outline, "h3", "person") == ["Lin Lan Moderator"]


def test_who_only_moderates_is_led_to_as_well(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    make.make_appearance(session, make.make_person(slug="lin-lan"), role="moderator")
    address = "/en/events/ports/opening/#remarks-lin-lan-moderator"
    assert address in page(client, "lin lan").links()
    assert Outline(get(client, address)).ids().count("remarks-lin-lan-moderator") == 1


def test_words_lead_to_what_was_said_not_to_the_same_person_moderating(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    person = make.make_person(slug="lin")
    make.make_appearance(session, person, role="moderator", remarks_en="<p>Welcome.</p>")
    make.make_appearance(session, person, remarks_en="<p>Quays are long.</p>")
    [link] = [link for link in page(client, "quays").links() if "#remarks-" in link]
    [turn] = Outline(get(client, link)).all("article", id=link.partition("#")[2])
    assert "Quays are long." in turn.text


def test_a_photo_of_a_guest_leads_to_where_it_stands(client: Client) -> None:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    photo = make.make_photo(event, caption_en="On the quay")
    make.make_appearance(session, make.make_person(slug="lin-lan"), photo=photo)
    assert page(client, "quay").links().count("/en/events/ports/opening/#remarks-lin-lan") == 1


def photo_of_two(**of_second: Any) -> Any:
    """Return a photo that shows Lin Lan, and Wang Shouwen, about whom more can be told."""
    event = make.make_event(slug="ports", title_en="Green Ports")
    session = make.make_session(event, slug="opening")
    photo = make.make_photo(event, caption_en="On the quay")
    for name, fields in (("Lin Lan", {}), ("Wang Shouwen", of_second)):
        person = make.make_person(slug=name.split()[1].lower(), name_en=name, name_zh_hans="")
        make.make_appearance(session, person, photo=photo, **fields)
    return photo


@pytest.mark.parametrize("typed", ["Lin Lan", "Wang Shouwen", "shouwen wang"])
def test_a_photo_is_found_by_the_name_of_who_is_on_it(client: Client, typed: str) -> None:
    photo_of_two()
    outline = page(client, typed)
    assert texts(outline, "h2").count("Photos") == 1
    [people] = texts(outline, "p", "on-photo")
    assert people == "In the photo: Lin Lan Wang Shouwen"


@pytest.mark.parametrize(
    "of_second",
    [
        {"withheld": True},
        {"embargoed_until": timezone.now() + timedelta(hours=1)},
    ],
)
def test_who_may_not_be_named_finds_no_photo(client: Client, of_second: dict[str, Any]) -> None:
    photo_of_two(**of_second)
    assert "Photos" not in texts(page(client, "Wang Shouwen"), "h2")


def test_remarks_bear_the_day_on_which_they_were_made(client: Client) -> None:
    days = {"starts_on": date(2024, 6, 12), "ends_on": date(2024, 6, 13)}
    session = make.make_session(make.make_event(**days), day=date(2024, 6, 13))
    make.make_appearance(session, remarks_en="<p>Shore power works.</p>")
    assert "13 June 2024" in texts(page(client, "shore"), "time")


def test_what_a_guest_says_finds_no_photo_of_the_guest(client: Client) -> None:
    photo_of_two(remarks_en="<p>Shore power works.</p>")
    assert "Photos" not in texts(page(client, "shore"), "h2")


def test_a_photo_is_found_once_by_its_caption_and_a_name(client: Client) -> None:
    photo = photo_of_two()
    photo.caption_en = "Lin Lan on the quay"
    photo.save()
    assert page(client, "Lin Lan").links().count("/en/events/ports/opening/#remarks-lan") == 2


def test_a_guest_comes_once_for_each_photo_that_is_found() -> None:
    event = make.make_event()
    photos = [make.make_photo(event, caption_en="On the quay") for _number in range(3)]
    guest = make.make_appearance(make.make_session(event))
    guest.photos.set(photos)
    keys = [photo.pk for photo in photos[:2]]
    entries = SearchEntry.objects.filter(kind="photo", language="en", object_id__in=keys)
    records = search_objects.HITS.ask(keys=[entry.pk for entry in entries]).read()
    assert sorted(record.photo_key for record in records["guests"]) == keys


def test_a_photo_of_nobody_leads_to_the_gallery(client: Client) -> None:
    make.make_photo(make.make_event(slug="ports"), caption_en="On the quay")
    assert page(client, "quay").links().count("/en/events/ports/#photos") == 1
    assert "photos" in Outline(get(client, "/en/events/ports/")).ids()


@pytest.mark.parametrize("kept_back_by", ["embargo", "the event", "the person"])
def test_a_photo_that_stands_nowhere_is_not_counted(client: Client, kept_back_by: str) -> None:
    refused = {"photo_consent": "refused"}
    until = {"embargoed_until": timezone.now() + timedelta(hours=1)}
    photo = make.make_photo(caption_en="On the quay")
    make.make_appearance(
        make.make_session(photo.event),
        make.make_person(**(refused if kept_back_by == "the person" else {})),
        photo=photo,
        **{"embargo": until, "the event": refused}.get(kept_back_by, {}),
    )
    assert texts(page(client, "quay"), "p", "count") == ["No results for “quay”"]


def test_a_photo_whose_file_shows_who_refused_elsewhere_is_not_counted(client: Client) -> None:
    photo = make.make_photo(caption_en="On the quay")
    session = make.make_session(photo.event)
    make.make_appearance(session, photo=photo, photo_consent="refused")
    make.make_photo(make.make_event(slug="piers"), image=photo.image.name, caption_en="Same quay")
    assert texts(page(client, "quay"), "p", "count") == ["No results for “quay”"]


def test_the_other_name_of_a_person_is_marked(client: Client) -> None:
    make.make_person(name_zh_hans="王受文", name_en="Wang Shouwen")
    assert texts(page(client, "王受文"), "mark") == ["王受文"]


def test_remarks_name_speaker_title_and_event(client: Client) -> None:
    remarks()
    outline = page(client, "shore power")
    assert (texts(outline, "h3"), texts(outline, "p", "held-title")) == (
        ["Wang Shouwen"],
        ["Director, Harbour Institute"],
    )
    assert "Green Ports" in texts(outline, "p", "context")[0]


def test_a_passage_in_another_language_says_so_and_leads_there(client: Client) -> None:
    remarks()
    outline = page(client, "岸电")
    [link] = outline.all("a", class_="in-language")
    _words, span = outline.all("span", lang="zh-Hans")
    assert (link["href"], link["hreflang"], span.text) == (
        "/zh-hans/events/ports/opening/#remarks-person-0",
        "zh-Hans",
        "岸电。",
    )


def test_a_text_that_exists_in_chinese_only_is_marked(client: Client) -> None:
    make.make_page(body_zh_hans="<p>岸电。</p>", body_en="")
    outline = page(client, "岸电")
    assert (texts(outline, "small", "fallback"), len(outline.all("p", class_="honest"))) == (
        ["Chinese only"],
        1,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_heading_and_its_results_are_headed(client: Client, language: str) -> None:
    event = remarks()
    event.title_zh_hans = "岸电"
    event.save()
    outline = page(client, "岸电", language)
    assert outline.levels() == [1, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 result for “岸电”"), (3, "3 results for “岸电”")]
)
def test_the_results_are_counted_in_words(client: Client, number: int, words: str) -> None:
    remarks(number)
    assert texts(page(client, "岸电"), "p", "count") == [words]


def test_all_kinds_show_five_results_and_lead_to_the_rest(client: Client) -> None:
    remarks(6)
    outline = page(client, "岸电")
    assert len(outline.all("li", class_="hit")) == 5
    assert "/en/search/?q=%E5%B2%B8%E7%94%B5&kind=remarks" in outline.links()


def test_one_kind_is_shown_page_by_page_with_the_question_kept(client: Client) -> None:
    remarks(21)
    first, second = (
        page(client, "岸电", kind="remarks"),
        page(client, "岸电", kind="remarks", page="2"),
    )
    assert [len(choice.all("li", class_="hit")) for choice in (first, second)] == [20, 1]
    assert "/en/search/?q=%E5%B2%B8%E7%94%B5&kind=remarks&page=2" in first.links()


@pytest.mark.parametrize("number", ["0", "3", "x", "-1"])
def test_a_page_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    remarks()
    assert client.get(f"/en/search/?q=power&kind=remarks&page={number}").status_code == 404


def test_an_event_can_be_chosen(client: Client) -> None:
    remarks()
    make.make_appearance(remarks_zh_hans="<p>岸电</p>")
    outline = page(client, "岸电", event="ports")
    [chosen] = [choice for choice in outline.all("option") if "selected" in choice.attributes]
    assert (len(outline.all("li", class_="hit")), chosen["value"], chosen.text) == (
        1,
        "ports",
        "Green Ports (1)",
    )


def test_the_form_keeps_the_kind_and_the_words(client: Client) -> None:
    remarks()
    fields = page(client, "岸电", kind="remarks").all("input")
    assert [(choice["name"], choice["value"]) for choice in fields] == [
        ("q", "岸电"),
        ("kind", "remarks"),
    ]


@pytest.mark.parametrize("filters", [{"kind": "nothing"}, {"event": "nothing"}, {"event": "'\\"}])
def test_an_unknown_filter_is_no_filter(client: Client, filters: dict[str, str]) -> None:
    remarks()
    assert len(page(client, "岸电", **filters).all("li", class_="hit")) == 1


def test_the_language_switch_keeps_the_question(client: Client) -> None:
    remarks()
    outline = page(client, "power", kind="remarks")
    assert "/zh-hans/search/?q=power&kind=remarks" in outline.links()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_the_page_helps_with_the_site_s_own_names(
    client: Client, language: str
) -> None:
    remarks()
    outline = page(client, "", language)
    name = {"zh-hans": "王受文", "en": "Wang%20Shouwen"}[language]
    assert f"/{language}/search/?q={quote(name, safe='%')}" in outline.links()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_result_helps(client: Client, language: str) -> None:
    remarks()
    outline = page(client, "power 大坝", language)
    assert (len(outline.all("ul", class_="advice")), texts(outline, "q")) == (1, ["大坝"])


def test_marks_alone_are_answered_in_one_sentence(client: Client) -> None:
    words = "“%&|!” holds no letter, digit or character to search for."
    assert texts(page(client, "%&|!"), "p", "note") == [words]


def test_a_question_that_is_too_long_is_cut_and_the_page_says_so(client: Client) -> None:
    notes = texts(page(client, "port " * 50), "p", "note")
    assert notes == ["Only the first 200 characters were searched."]


@pytest.mark.parametrize(
    "typed",
    ["%", "'", '"', "\\", "&|!:*()<->", "a:*", "'; DROP TABLE x;--", "园" * 5000, "x" * 5000,
     "<script>", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "…", "\u202e", "😀",
     "𠮷野家", "\ud7ff", "%00", "http://example.org/a?b=c", "a@b.cd", "-5 1.5e10", "“”", '""'],
)  # fmt: skip
def test_any_question_is_answered(client: Client, typed: str) -> None:
    remarks()
    assert client.get("/en/search/", {"q": typed}).status_code == 200


def test_nul_is_refused(client: Client) -> None:
    assert client.get("/en/search/?q=a%00").status_code == 400


def test_text_is_escaped(client: Client) -> None:
    make.make_page(body_en="<p>a &lt;script&gt; port</p>")
    html = get(client, "/en/search/?q=script%3Cb%3E+port")
    assert ("<script>" in html, "<b>" in html) == (False, False)


def test_the_page_is_not_indexed(client: Client) -> None:
    [robots] = Outline(get(client, "/en/search/")).all("meta", name="robots")
    assert robots["content"] == "noindex, follow"


@pytest.mark.parametrize("typed", ["岸电", "power"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(
    client: Client, django_assert_num_queries: Any, number: int, typed: str
) -> None:
    remarks(number)
    page(client, typed)  # content types, and the stem of each word, are asked for once a process
    with django_assert_num_queries(8):
        page(client, typed)


def test_whoever_has_no_name_in_a_ready_language_breaks_no_search(client: Client) -> None:
    person = make.make_person(name_zh_hans="", name_en="Wang", ready_languages=["zh-hans"])
    make.make_appearance(person=person, remarks_en="<p>Shore power works.</p>")
    assert len(remarks_of(page(client, "shore power"))) == 1


def test_a_result_says_what_must_be_known_of_its_record(client: Client) -> None:
    make.make_event(slug="ports", title_en="Shore power", standing="demonstration")
    passages = texts(page(client, "shore power"), "p", "context")
    assert passages[-1] == "Demonstration: the summaries were written for it"


# Photos


@pytest.mark.parametrize(
    ("language", "on_it"),
    [("en", "In the photo: Lin Lan Amina"), ("zh-hans", "图中： 林岚 阿米娜")],
)
def test_a_photo_shows_its_thumbnail_and_names_who_is_on_it(
    client: Client, language: str, on_it: str
) -> None:
    photo = make.make_photo(caption_en="On the quay", caption_zh_hans="码头 quay")
    session = make.make_session(photo.event)
    amina = make.make_person(name_en="Amina", name_zh_hans="阿米娜")
    named = make.make_person(name_en="quay", name_zh_hans="码头")
    make.make_appearance(session, named, position=4).photos.add(photo)
    hidden = make.make_person(name_en="Hidden", name_zh_hans="隐去")
    make.make_appearance(session, make.make_person(), photo=photo, position=1)
    make.make_appearance(session, amina, position=2).photos.add(photo)
    make.make_appearance(session, hidden, withheld=True, position=3).photos.add(photo)
    outline = page(client, "quay", language, kind="photo")
    [image] = outline.all("img", class_="photo")
    assert (texts(outline, "p", "on-photo"), image["alt"]) == ([on_it], texts(outline, "h3")[0])
    assert Path(settings.MEDIA_ROOT, unquote(image["src"]).split("/media/")[1]).is_file()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Lin Lan", "People"), ("UNIDO", "Organizations"), ("ports", "Remarks"), ("林岚", "People")],
)
def test_what_is_called_as_is_asked_stands_before_what_was_said(
    client: Client, typed: str, first: str
) -> None:
    unido = make.make_organization(name_en="Development Organization", abbreviation_en="UNIDO")
    make.make_appearance(
        person=make.make_person(),
        organization=unido,
        title_en="Director, UNIDO",
        remarks_en="<p>Ports are open.</p>",
    )
    assert texts(page(client, typed), "h2")[0] == first
