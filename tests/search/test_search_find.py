"""What is found, in which order, and what never is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from forum.core.visibility import MOMENTS
from forum.delivery.search_objects import load_hits
from forum.search import candidates
from forum.search.engine import find_answer, find_unmatched_terms, rank_matches
from forum.search.highlights import make_marker
from forum.search.query import parse_query
from tests.support import factories as make
from tests.support.pages import LANGUAGES

pytestmark = pytest.mark.django_db


def find_hits(typed: str, event: int | None = None) -> list[Any]:
    """Return the objects that a question finds, kind by kind."""
    query = parse_query(typed)
    ordered = rank_matches(query, find_answer(query, event).of_kinds.values())
    return [hit.object for keys in ordered.values() for hit in load_hits(keys)]


@pytest.fixture(params=LANGUAGES, autouse=True)
def _both_languages(request: pytest.FixtureRequest) -> Any:
    with translation.override(request.param):
        yield


@pytest.mark.parametrize(
    "typed",
    ["园区", "工業園區", "业园", "园", "UNIDO", "ＵＮＩＤＯ", "unido 园区", "5G网络", "networking",
     "network", '"green networks"', "工业园区，5G", "the networks", "the"],
)  # fmt: skip
def test_a_text_is_found(typed: str) -> None:
    page = make.make_page(
        body_zh_hans="<p>UNIDO 谈工业园区，也谈5G网络。</p>",
        body_en="<p>The green networks of UNIDO.</p>",
    )
    assert find_hits(typed) == [page]


@pytest.mark.parametrize(
    "typed", ["园业", "区也", "港口 园区", "greener-x", '"networks green"', '"green network"']
)
def test_a_text_is_not_found(typed: str) -> None:
    make.make_page(
        body_zh_hans="<p>UNIDO 谈工业园区，也谈5G网络。</p>", body_en="<p>Green networks.</p>"
    )
    assert find_hits(typed) == []


@pytest.mark.parametrize(
    "typed", ["王受文", "wang shouwen", "wangshouwen", "wsw", "Wang", "王 受文"]
)
def test_a_person_is_found(typed: str) -> None:
    person = make.make_person(name_zh_hans="王受文", name_en="")
    assert find_hits(typed) == [person]


@pytest.mark.parametrize(
    "typed", ["法图·海达拉", "法图•海达拉", "法图 海达拉", "海达拉", "haidara"]
)
def test_a_foreign_name_is_found(typed: str) -> None:
    person = make.make_person(name_zh_hans="法图·海达拉", name_en="Fatou Haïdara")
    assert find_hits(typed) == [person]


@pytest.mark.parametrize("typed", ["商务部", "MOFCOM", "shangwubu", "swb", "外经贸部"])
def test_an_organization_is_found(typed: str) -> None:
    organization = make.make_organization(
        name_zh_hans="商务部", abbreviation_en="MOFCOM", aliases=["外经贸部"]
    )
    assert find_hits(typed) == [organization]


@pytest.mark.parametrize("typed", ["副部长 园区", "王受文 园区", "minister parks", "wsw 副部长"])
def test_remarks_are_found_by_name_title_and_words(typed: str) -> None:
    appearance = make.make_appearance(
        person=make.make_person(name_zh_hans="王受文", name_en="Wang Shouwen", status="draft"),
        title_zh_hans="商务部副部长",
        title_en="Vice Minister",
        remarks_zh_hans="<p>园区很好。</p>",
        remarks_en="<p>Parks are good.</p>",
    )
    assert find_hits(typed) == [appearance]


@pytest.mark.parametrize(
    "typed",
    [
        "津巴布韦副部长", "Zimbabwe 副部长", "Zimbabwe deputy minister", "zimbabwe Vice-Minister",
        "deputy ministers bridges", "副部长 桥梁",
    ],
)  # fmt: skip
def test_a_deputy_minister_of_a_country_is_found_by_each_word_for_the_title(typed: str) -> None:
    appearance = make.make_appearance(
        person=make.make_person(
            name_zh_hans="奥莉薇·恩科莫", name_en="Olive Nkomo", status="draft"
        ),
        title_zh_hans="津巴布韦共和国道路和桥梁部副部长",
        title_en="Vice Minister of Roads of Zimbabwe",
        remarks_zh_hans="<p>桥梁很好。</p>",
        remarks_en="<p>Bridges are good.</p>",
    )
    make.make_appearance(title_zh_hans="肯尼亚副部长", title_en="Deputy Minister of Kenya")
    assert find_hits(typed) == [appearance]


def test_a_title_in_its_other_words_is_marked() -> None:
    text = "The Vice-Minister spoke."
    marked = make_marker(parse_query("deputy minister"), [text]).whole(text)
    assert marked == "The <mark>Vice</mark>-<mark>Minister</mark> spoke."


def test_a_phrase_is_found_in_a_long_text() -> None:
    is_partial = "".join(f"<p>{'的发展和合作' * 60}</p>" for _ in range(30))
    page = make.make_page(body_zh_hans=f"{is_partial}<p>岸电改造</p>")
    assert find_hits("岸电改造") == [page]


def test_a_title_goes_before_a_text_and_a_newer_event_before_an_older() -> None:
    events = {
        year: make.make_event(
            starts_on=date(year, 1, 1), ends_on=date(year, 1, 1), title_zh_hans=title,
            introduction_zh_hans="<p>岸电与航运</p>",
        )
        for year, title in ((2020, "旧"), (2022, "新"), (2018, "岸电"))
    }  # fmt: skip
    assert find_hits("岸电") == [events[2018], events[2022], events[2020]]


def test_an_object_is_found_once_with_its_passage_in_the_page_s_language() -> None:
    make.make_page(body_zh_hans="<p>UNIDO 在此。</p>", body_en="<p>UNIDO is here.</p>")
    query = parse_query("UNIDO")
    [hit] = load_hits(rank_matches(query, find_answer(query).of_kinds.values())["page"])
    assert hit.language == translation.get_language()


def test_the_best_passage_is_shown() -> None:
    make.make_page(body_zh_hans=f"<p>{'港口' * 1000}</p><p>园区</p>", body_en="")
    query = parse_query("园区")
    [hit] = load_hits(rank_matches(query, find_answer(query).of_kinds.values())["page"])
    assert hit.text == "园区"


def test_results_of_an_event_are_counted_by_kind() -> None:
    event = make.make_event(title_zh_hans="岸电")
    make.make_session(event, title_zh_hans="岸电")
    make.make_event(title_zh_hans="岸电")
    counted = find_answer(parse_query("岸电"), event.pk)
    kinds = {kind: len(objects) for kind, objects in counted.of_kinds.items()}
    assert (kinds, len(find_hits("岸电", event=event.pk))) == ({"event": 1, "session": 1}, 2)


LATER = timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(
    "state", [{"status": "draft"}, {"status": "offline"}, {"status": "in_review"},
              {"published_at": LATER}, {"ready_languages": []},
              {"ready_languages": [], "when_not_ready": "hide"}],
)  # fmt: skip
def test_nothing_of_an_unpublished_event_is_found(state: dict[str, Any]) -> None:
    event = make.make_event(title_zh_hans="岸电", **state)
    session = make.make_session(event, title_zh_hans="岸电")
    make.make_appearance(session, make.make_person(), remarks_zh_hans="<p>岸电</p>")
    make.make_document(event, title_zh_hans="岸电")
    make.make_photo(event, caption_zh_hans="岸电")
    assert (find_hits("岸电"), find_answer(parse_query("岸电")).total) == ([], 0)


@pytest.mark.parametrize(
    "state", [{"status": "draft"}, {"published_at": LATER}, {"ready_languages": []}]
)
def test_no_unpublished_record_is_found(state: dict[str, Any]) -> None:
    make.make_person(name_zh_hans="岸电", **state)
    make.make_organization(name_zh_hans="岸电", **state)
    make.make_product(title_zh_hans="岸电", **state)
    make.make_page(title_zh_hans="岸电", **state)
    make.make_page(title_zh_hans="岸电", kind="news", **state)
    make.make_series(name_zh_hans="岸电", **state)
    assert (find_hits("岸电"), find_answer(parse_query("岸电")).total) == ([], 0)


def test_expired_news_is_not_found() -> None:
    make.make_page(title_zh_hans="岸电", kind="news", expires_at=timezone.now())
    assert find_answer(parse_query("岸电")).total == 0


def test_a_text_that_has_not_been_reviewed_is_not_found() -> None:
    make.make_page(title_en="Harbour", ready_languages=["zh-hans"])
    assert find_hits("harbour") == []


def test_a_record_hidden_in_a_language_is_found_in_the_other_only() -> None:
    page = make.make_page(title_zh_hans="岸电", ready_languages=["zh-hans"], when_not_ready="hide")
    assert find_hits("岸电") == ([page] if translation.get_language() == "zh-hans" else [])


@pytest.mark.parametrize("withheld", ["session", "appearance"])
def test_what_is_withheld_is_not_found(withheld: str) -> None:
    session = make.make_session(withheld=withheld == "session")
    make.make_appearance(session, remarks_zh_hans="<p>岸电</p>", withheld=withheld == "appearance")
    assert (find_hits("岸电"), find_answer(parse_query("岸电")).total) == ([], 0)


def test_a_scheduled_record_comes_due_without_a_save() -> None:
    page = make.make_page(title_zh_hans="岸电", published_at=LATER)
    yesterday = timezone.now() - timedelta(days=1)
    type(page).objects.update(**dict.fromkeys(MOMENTS, yesterday))
    assert find_hits("岸电") == [page]


def test_a_flag_set_behind_the_search_shows_nothing_all_the_same() -> None:
    appearance = make.make_appearance(remarks_zh_hans="<p>岸电</p>")
    type(appearance).objects.update(withheld=True)
    assert find_hits("岸电") == []


def test_the_words_that_nothing_holds_are_named() -> None:
    make.make_page(title_zh_hans="岸电")
    assert [term.typed for term in find_unmatched_terms(parse_query("岸电 大坝 dam"))] == [
        "大坝",
        "dam",
    ]


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("园区", "工业园区、园 区", "工业<mark>园区</mark>、<mark>园 区</mark>"),
        ("園區", "工业园区", "工业<mark>园区</mark>"),
        ("业园", "工业，园区", "工业，园区"),
        ("park", "Parks & <parking>", "<mark>Parks</mark> &amp; &lt;<mark>parking</mark>&gt;"),
        ("industrial parks", "an Industrial Park", "an <mark>Industrial</mark> <mark>Park</mark>"),
        ("the", "The end", "<mark>The</mark> end"),
        ("the park", "The park", "The <mark>park</mark>"),
        ('"the park"', "The park", "<mark>The park</mark>"),
        ("海达拉", "法图·海达拉", "法图·<mark>海达拉</mark>"),
        ("haidara", "Haïdara", "<mark>Haïdara</mark>"),
    ],
)
def test_words_are_marked(typed: str, text: str, marked: str) -> None:
    assert make_marker(parse_query(typed), [text]).whole(text) == marked


def test_a_long_passage_is_cut_around_the_words() -> None:
    text = "港口建设。" * 60 + "岸电改造很快。" + "港口建设。" * 60
    excerpt = make_marker(parse_query("岸电"), []).excerpt(text, "zh-hans")
    assert (excerpt[:1], "<mark>岸电</mark>" in excerpt, excerpt[-1:]) == ("…", True, "…")
    assert len(excerpt) < 150


def test_of_a_common_word_the_latest_events_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    monkeypatch.setattr(candidates, "_LATEST", 1)
    page = make.make_page(title_zh_hans="岸电", title_en="")
    old, new = (
        make.make_session(
            make.make_event(starts_on=date(year, 1, 1), ends_on=date(year, 1, 1)),
            title_zh_hans="岸电", title_en="",
        )
        for year in (2018, 2022)
    )  # fmt: skip
    query = parse_query("岸电")
    few, exact = find_answer(query), find_hits("岸电")
    make.make_person(name_zh_hans="岸电", name_en="")
    truncated = find_answer(query)
    within = find_answer(query, old.event_id)
    assert (few.is_partial, set(exact)) == (False, {old, new, page})
    events = [match.event for match in truncated.everywhere if match.event]
    assert (truncated.is_partial, events) == (True, [new.event_id])
    assert (within.is_partial, within.total) == (False, 1)


@pytest.mark.parametrize("typed", ["岸电", "绿色岸电"])
def test_a_common_word_is_found_on_a_site_without_events(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(candidates, "MOST", 2)
    for _number in range(3):
        make.make_page(title_zh_hans=typed, title_en="")
    answer = find_answer(parse_query(typed))
    assert (answer.is_partial, answer.total) == (True, 3)


def test_a_phrase_of_four_is_no_two_phrases_of_three() -> None:
    make.make_page(body_zh_hans="<p>工业园，业园区。工业园区</p>", title_en="")
    make.make_page(body_zh_hans="<p>工业园，业园区</p>", title_en="")
    assert len(find_hits("工业园区")) == 1
