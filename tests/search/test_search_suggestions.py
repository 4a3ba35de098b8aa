"""What was meant: typing errors, names cut short, other names of who hosted an event."""

from itertools import chain
from typing import Any

import pytest
from django.test import Client

from forum.models import SearchEntry
from forum.search.engine import find_unmatched_terms
from forum.search.query import parse_query
from forum.search.suggestions import count_differences, leave_out_asking, suggest_queries
from tests.support import factories as make
from tests.support.pages import LANGUAGES, get, page, texts


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [("haidarra", "haidara", 1), ("hongqao", "hongqiao", 1), ("prots", "ports", 1), ("a", "b", 1)],
)
def test_letters_that_differ(left: str, right: str, number: int) -> None:
    assert count_differences(left, right) == number


def suggest(words: str) -> list[str]:
    query = parse_query(words)
    return [*chain.from_iterable(suggest_queries(query, find_unmatched_terms(query)))]


@pytest.mark.django_db
def test_a_name_with_a_wrong_letter_is_proposed() -> None:
    make.make_person(name_en="Fatou Haidara", name_zh_hans="")
    assert suggest("fatou Haidarra")[0] == "fatou Haidara"


@pytest.mark.django_db
def test_a_name_cut_short_is_proposed() -> None:
    make.make_organization(name_zh_hans="联合国工业发展组织", name_en="")
    assert suggest("联合国工发组织") == ["联合国工业发展组织"]


@pytest.mark.django_db
def test_abbreviations_cities_and_other_spellings_are_proposed() -> None:
    make.make_organization(abbreviation_en="UNIDO", aliases=["Harbourage"])
    make.make_event(title_en="Ports", title_zh_hans="", city_en="Shanghai")
    assert [suggest(typed) for typed in ("UNDIO", "Shangahi", "Harborage")] == [
        ["UNIDO"],
        ["Shanghai"],
        ["Harbourage"],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("王守文", "王受文"),
        ("发图·海达拉", "法图·海达拉"),
        ("海答拉", "海达拉"),
    ],
)
def test_a_name_that_sounds_alike_is_proposed(typed: str, meant: str) -> None:
    for name in ("王受文", "法图·海达拉"):
        make.make_person(name_zh_hans=name, name_en="")
    assert suggest(typed)[0] == meant


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("王受文说了什么？", "王受文"),
        ("请问王受文怎么看", "王受文"),
        ("王受文的讲话全文", "王受文"),
        ("王副部长讲了些什么", "王副部长"),
        ("what did Deputy Minister Wang say?", "Deputy Minister Wang"),
        ("Who said WHO", "WHO"),
        ("讲话", "讲话"),
        ('"what did he say"', '"what did he say"'),
    ],
)
def test_words_that_only_ask_are_left_out(typed: str, meant: str) -> None:
    assert leave_out_asking(parse_query(typed)).text == meant


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["王副部长", "王副部长说了什么", "王守文说了什么"])
def test_remarks_are_found_by_a_question(client: Client, typed: str) -> None:
    person = make.make_person(name_zh_hans="王受文", name_en="")
    make.make_appearance(
        person=person,
        title_zh_hans="商务部副部长",
        remarks_zh_hans="港口",
        title_en="",
        remarks_en="",
    )
    assert 'id="results-remarks"' in get(client, f"/zh-hans/search/?q={typed}")


@pytest.mark.django_db
def test_a_name_of_a_draft_is_not_proposed() -> None:
    make.make_person(name_en="Fatou Haidara", name_zh_hans="", status="draft")
    assert suggest("Haidarra") == []


@pytest.mark.django_db
def test_the_page_shows_what_was_meant_and_says_so(client: Client) -> None:
    make.make_event(title_en="Hongqiao Forum", title_zh_hans="")
    page = get(client, "/en/search/?q=Hongqao")
    assert "Shown instead: “Hongqiao”." in page.replace('<span lang="en">', "")
    assert "<mark>Hongqiao</mark>" in page


@pytest.mark.django_db
def test_an_abbreviation_finds_the_event_that_it_hosted(client: Client) -> None:
    organization = make.make_organization(abbreviation_en="UNIDO")
    event = make.make_event(slug="parks", title_en="Industrial parks")
    make.make_role(event, organization)
    assert 'href="/en/events/parks/"' in get(client, "/en/search/?q=UNIDO&kind=event")


@pytest.mark.django_db
def test_it_finds_an_event_in_another_language_and_is_not_printed_there(client: Client) -> None:
    organization = make.make_organization(abbreviation_en="UNIDO")
    event = make.make_event(slug="parks", title_en="", introduction_en="")
    make.make_role(event, organization)
    page = get(client, "/zh-hans/search/?q=UNIDO&kind=event")
    assert ('href="/zh-hans/events/parks/"' in page, "<mark>UNIDO" in page) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["HIEF 2023", "coast forum 2023", "滨海论坛 2023年", "HIEF summit"]
)
def test_an_event_is_found_by_its_series_its_forum_and_its_year(client: Client, words: str) -> None:
    series = make.make_series(abbreviation_en="HIEF")
    forum = make.make_event(series=series, title_en="Port summit")
    make.make_event(slug="parks", parent=forum, title_en="Parks", title_zh_hans="园区")
    assert 'href="/en/events/parks/"' in get(client, f"/en/search/?q={words}&kind=event")


@pytest.mark.django_db
def test_an_event_is_found_by_its_series_from_when_that_is_public() -> None:
    series = make.make_series(abbreviation_en="HIEF", status="draft")
    make.make_event(parent=make.make_event(series=series))
    count_before = SearchEntry.objects.filter(parse_query("HIEF").matches(), kind="event").count()
    series.status = "published"
    series.save()
    count_after = SearchEntry.objects.filter(parse_query("HIEF").matches(), kind="event").count()
    # Both events, in two languages.
    assert (count_before, count_after) == (0, 4)


@pytest.mark.django_db
def test_what_an_event_prints_in_a_language_under_review_is_not_shown(client: Client) -> None:
    event = make.make_event(slug="parks", ready_languages=["zh-hans"])
    make.make_role(event, printed_name_zh_hans="岸电院", printed_name_en="Draft Institute")
    page = get(client, "/zh-hans/search/?q=岸电院&kind=event")
    assert ("岸电院" in page, "Draft" in page) == (True, False)
    assert "/events/parks/" not in get(client, "/en/search/?q=Draft")


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["Kenya", "肯尼亚"])
def test_a_country_is_found_in_either_language(client: Client, words: str) -> None:
    make.make_person(slug="lin-lan", country="KE")
    assert 'href="/en/people/lin-lan/"' in get(client, f"/en/search/?q={words}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("US", "美国"), ("US", "USA"), ("US", "United States"), ("GB", "英国"), ("GB", "UK"),
        ("KR", "韩国"), ("KR", "South Korea"), ("VN", "Vietnam"), ("RU", "俄罗斯"),
        ("RU", "Russia"), ("TR", "Turkey"), ("LA", "老挝"), ("LA", "Laos"), ("CD", "刚果（金）"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_its_usual_names(client: Client, country: str, words: str) -> None:
    make.make_person(slug="lin-lan", country=country)
    assert 'href="/en/people/lin-lan/"' in get(client, f"/en/search/?q={words}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("KP", "韩国"), ("KP", "South Korea"), ("BY", "Russia"), ("SO", "Mali"), ("ID", "India"),
    ],
)  # fmt: skip
def test_a_country_whose_name_holds_that_of_another_is_none_of_it(
    client: Client, country: str, words: str
) -> None:
    make.make_person(slug="lin-lan", country=country)
    assert "/people/lin-lan/" not in get(client, f"/zh-hans/search/?q={words}")


@pytest.mark.django_db
def test_a_quoted_name_of_a_country_is_that_name(client: Client) -> None:
    make.make_organization(slug="port", name_zh_hans="南非港务局", name_en="")
    assert "/organizations/port/" not in get(client, '/en/search/?q="South Africa"')


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["South Africa", "南非"])
def test_a_country_named_in_a_text_is_found_in_the_other_language(
    client: Client, words: str
) -> None:
    make.make_organization(slug="port", name_zh_hans="南非港务局", name_en="")
    make.make_organization(slug="rail", name_zh_hans="", name_en="Rail of South Africa")
    make.make_organization(slug="west", name_zh_hans="", name_en="West Africa Rail")
    links = page(client, f"/en/search/?q={words}").links()
    listed = {slug for slug in ("port", "rail", "west") if f"/en/organizations/{slug}/" in links}
    assert listed == {"port", "rail"}


@pytest.mark.django_db
def test_who_only_moderates_stands_under_people(client: Client) -> None:
    make.make_appearance(person=make.make_person(name_en="Wang Hui"), role="moderator")
    page = get(client, "/en/search/?q=Hui")
    assert ('id="results-person"' in page, 'id="results-remarks"' in page) == (True, False)


@pytest.mark.django_db
def test_a_hit_by_pinyin_says_so(client: Client) -> None:
    make.make_person(name_zh_hans="王受文", name_en="")
    page = get(client, "/en/search/?q=shouwen")
    assert 'Found by the pinyin of the name: <span lang="zh-Latn-pinyin">' in page
    assert "<mark>shouwen</mark>" in page


def suggested(client: Client, typed: str, language: str = "en") -> list[str]:
    response = client.get(f"/{language}/search/suggestions.json", {"q": typed})
    return [suggestion["text"] for suggestion in response.json()["suggestions"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("促进RCEP合作论坛", "rcep"),
        ("“Belt and Road” Forum", "belt"),
        ("Asia-Pacific Forum", "pacific"),
        ("Import Expo (CIIE)", "ciie"),
    ],
)
def test_a_word_begins_after_whatever_is_no_letter(client: Client, name: str, typed: str) -> None:
    make.make_event(title_en=name, title_zh_hans="")
    assert suggested(client, typed) == [name]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), [("tid", "/en/topics/tides/"), ("lin", "")])
def test_a_topic_alone_is_suggested_with_its_page(client: Client, name: str, address: str) -> None:
    make.make_topic(slug="tides", name_en="Tides", name_zh_hans="")
    make.make_person(name_en="Lin Lan", name_zh_hans="")
    [suggestion] = client.get(f"/en/search/suggestions.json?q={name}").json()["suggestions"]
    assert suggestion["href"] == address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("fa", ["Fatou Haidara"]),
        ("HAI", ["Fatou Haidara"]),
        ("aidara", []),
        ("unid", ["United Nations Industrial Development Organization"]),
        ("工業", ["联合国工业发展组织"]),
        ("  ", []),
    ],
)
def test_what_is_being_typed_is_completed(client: Client, typed: str, names: list[str]) -> None:
    make.make_person(name_en="Fatou Haidara", name_zh_hans="")
    make.make_person(slug="draft", name_en="Fatima Draft", status="draft")
    organization = "United Nations Industrial Development Organization"
    make.make_organization(
        name_en=organization, name_zh_hans="联合国工业发展组织", abbreviation_en="UNIDO"
    )
    assert suggested(client, typed) == names


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["wangs", "wangshouw", "shouwen", "wsw", "老王", "wang s"])
def test_a_person_is_proposed_by_pinyin_as_it_is_typed(client: Client, typed: str) -> None:
    make.make_person(name_zh_hans="王受文", name_en="", aliases=["老王"])
    assert suggested(client, typed) == ["王受文"]


@pytest.mark.django_db
def test_other_spellings_propose_the_name(client: Client) -> None:
    make.make_organization(name_zh_hans="", name_en="UN Industry", aliases=["Onudi"])
    make.make_product(title_zh_hans="", title_en="Guide", other_names=["Onuguide"])
    assert suggested(client, "onu") == ["Guide", "UN Industry"]


@pytest.mark.django_db
def test_names_in_the_page_s_language_come_first(client: Client) -> None:
    make.make_person(name_en="Lin Lan", name_zh_hans="林岚", sort_key_zh_hans="lin lan")
    orders = [suggested(client, "lin", language) for language in ("zh-hans", "en")]
    assert orders == [["林岚", "Lin Lan"], ["Lin Lan", "林岚"]]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_names_are_read_with_a_constant_number_of_queries(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for key in range(number):
        make.make_person(slug=f"p-{key}", name_en=f"Lin {key}", name_zh_hans="")
    # What says whether any name changed, a query a model; then the names, one a language too.
    with django_assert_num_queries(6 + 12):
        assert len(suggested(client, "lin")) == number
    with django_assert_num_queries(6):
        suggested(client, "lin")


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["王受文副部长", "商务部副部长王受文"])
def test_a_name_and_an_office_written_together_are_parted(client: Client, words: str) -> None:
    person = make.make_person(slug="wang", name_zh_hans="王受文", name_en="")
    make.make_appearance(person=person, title_zh_hans="商务部谈判代表兼副部长")
    make.make_organization(name_zh_hans="商务部", name_en="")
    assert "#remarks-wang" in get(client, f"/zh-hans/search/?q={words}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["Deputy Minister Wang Shouwen", "what did Wang Shouwen say about parks"]
)
def test_a_word_that_stands_nowhere_beside_the_others_is_left_out(
    client: Client, words: str
) -> None:
    person = make.make_person(slug="wang", name_zh_hans="", name_en="Wang Shouwen")
    make.make_appearance(
        person=person, title_en="Vice Minister", remarks_en="<p>Parks opened wider.</p>"
    )
    assert "#remarks-wang" in get(client, f"/en/search/?q={words}")


@pytest.mark.django_db
def test_a_word_that_the_site_holds_stands_as_it_was_typed() -> None:
    make.make_organization(name_zh_hans="联合国工业发展组织", name_en="")
    make.make_product(title_zh_hans="工发组织产业园区门户", title_en="")
    make.make_event(title_zh_hans="工业园区", title_en="")
    assert suggest("联合国工发组织 工业园区")[0] == "联合国工业发展组织 工业园区"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("UNDIO ports", "UNIDO ports"), ("联合国工发组织 港口", "联合国工业发展组织 港口")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_of_two_is_mended_beside_the_other(
    client: Client, language: str, typed: str, meant: str
) -> None:
    make.make_organization(name_zh_hans="联合国工业发展组织", name_en="", abbreviation_en="UNIDO")
    make.make_product(title_zh_hans="联合国工业发展组织港口指南", title_en="UNIDO guide to ports")
    outline = page(client, f"/{language}/search/?q={typed}")
    assert meant in texts(outline, "p", "count")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UNDIO ports", ["UNIDO", "ports"]),
        ("ports UNDIO", ["UNIDO", "ports"]),
        ("联合国工发组织 港口", ["联合国工业发展组织", "港口"]),
    ],
)
def test_a_mended_word_that_stands_nowhere_beside_the_other_is_proposed_alone(
    typed: str, meant: list[str]
) -> None:
    make.make_organization(name_zh_hans="联合国工业发展组织", name_en="", abbreviation_en="UNIDO")
    make.make_event(title_zh_hans="港口", title_en="Ports")
    assert suggest(typed)[-2:] == meant


@pytest.mark.django_db
def test_a_name_is_left_out_last() -> None:
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    make.make_product(title_zh_hans="门户", title_en="", summary_zh_hans="航运 船舶")
    assert suggest("林岚 航运 船舶")[:3] == ["林岚 船舶", "林岚 航运", "航运 船舶"]


@pytest.mark.django_db
def test_what_stood_in_quotation_marks_stays_in_them() -> None:
    make.make_person(name_zh_hans="", name_en="Lin Lan")
    make.make_product(title_zh_hans="", title_en="Guide", summary_en="Clean energy")
    assert suggest('Lin "clean energy" absent')[0] == 'Lin "clean energy"'


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 8, 24])
def test_a_query_that_nothing_answers_asks_for_so_much_at_most(
    client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    words = [f"harbour{chr(97 + place)}" for place in range(number)]
    for word in words:
        make.make_person(slug=word, name_zh_hans="", name_en=f"{word} Xu")
    get(client, "/en/search/?q=nothing")
    typed = " ".join(f"{word}x" if place % 2 else word for place, word in enumerate(words))
    with django_assert_max_num_queries(60):
        get(client, f"/en/search/?q={typed}")


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "notes"), [("Minister", 0), ("部长", 1)])
def test_an_office_that_is_printed_is_not_said_twice(
    client: Client, words: str, notes: int
) -> None:
    make.make_appearance(
        title_en="Minister", title_zh_hans="部长", remarks_en="<p>Parks.</p>", remarks_zh_hans=""
    )
    assert get(client, f"/en/search/?q={words}").count("Found by:") == notes
