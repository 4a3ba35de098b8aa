"""References as RIS, BibTeX and CSL-JSON, in both languages; calendars of a series and a person."""

import json
from datetime import date, time
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from forum.core import dates
from forum.models import KnowledgeProduct
from people.models import Person
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import Outline, get

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en"]


@pytest.fixture(scope="module", autouse=True)
def _site(undone_after_module: None) -> None:
    series = make.make_series(slug="coast")
    event = make.make_event(
        slug="ports", series=series, title_en="Ports & 100% {Green}", city_en="Shanghai",
        city_zh_hans="上海", country="CN",
    )  # fmt: skip
    make.make_role(event)
    session = make.make_session(
        event, slug="opening", title_en="Opening", title_zh_hans="开幕", start=time(9), end=time(10)
    )
    make.make_appearance(
        session,
        make.make_person(slug="lin"),
        remarks_en="<p>Yes.</p>",
        remarks_zh_hans="<p>是。</p>",
    )
    product = make.make_product(slug="course", kind="publication", launched_in=session)
    product.publishers.add(make.make_organization(name_en="Press", name_zh_hans="出版社"))


@pytest.fixture
def event() -> Event:
    return Event.objects.get(slug="ports")


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def entries(client: Client, path: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(read(client, path))
    return data


def test_an_event_in_ris(client: Client) -> None:
    assert read(client, "/en/events/ports/cite.ris").split("\r\n") == [
        "TY  - CONF", "AU  - Harbour Institute", "TI  - Ports & 100% {Green}", "T2  - Coast Forum",
        "CY  - Shanghai, China", "PY  - 2023", "DA  - 2023/11/05", "LA  - en",
        "UR  - http://testserver/en/events/ports/", "ID  - ports", "ER  - ", "",
    ]  # fmt: skip


def test_an_event_in_bibtex(client: Client) -> None:
    assert read(client, "/en/events/ports/cite.bib").splitlines() == [
        "@proceedings{ports,",
        "  editor = {{Harbour Institute}},",
        r"  title = {{Ports \& 100\% \{Green\}}},",
        "  series = {Coast Forum},",
        "  address = {Shanghai, China},",
        "  year = {2023},",
        "  date = {2023-11-05},",
        "  langid = {english},",
        "  url = {http://testserver/en/events/ports/},",
        "}",
    ]


def test_an_event_in_csl(client: Client) -> None:
    assert entries(client, "/zh-hans/events/ports/cite.json") == [
        {
            "id": "ports", "type": "event", "title": "绿色港口",
            "author": [{"literal": "海港研究院"}], "container-title": "滨海论坛",
            "event-place": "中国·上海", "language": "zh-Hans",
            "issued": {"date-parts": [[2023, 11, 5]]},
            "URL": "http://testserver/zh-hans/events/ports/",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("ris", ["TI  - 绿色港口", "AU  - 海港研究院", "LA  - zh-Hans"]),
        ("bib", ["  title = {{绿色港口}},", "  editor = {{海港研究院}},"]),
    ],
)
def test_an_event_in_chinese(client: Client, kind: str, lines: list[str]) -> None:
    reference = read(client, f"/zh-hans/events/ports/cite.{kind}").splitlines()
    assert [line for line in lines if line not in reference] == []


@pytest.mark.parametrize(
    ("language", "titles", "author"),
    [
        ("en", ["Opening", "Remarks of Lin Lan: Opening"], "Lin Lan"),
        ("zh-hans", ["开幕", "林岚的发言：开幕"], "林岚"),
    ],
)
def test_a_session_and_what_was_said_in_it(
    client: Client, language: str, titles: list[str], author: str
) -> None:
    citations = entries(client, f"/{language}/events/ports/opening/cite.json")
    assert [entry["title"] for entry in citations] == titles
    assert (citations[1]["author"], citations[1]["URL"].partition("#")[2]) == (
        [{"literal": author}], "remarks-lin",
    )  # fmt: skip


@pytest.mark.parametrize(("language", "note"), [("en", "Unofficial translation"), ("zh-hans", "")])
@pytest.mark.parametrize("path", ["ports", "ports/opening"])
def test_an_unofficial_translation_is_cited_as_one(
    client: Client, event: Event, path: str, language: str, note: str
) -> None:
    event.unofficial_languages = ["en"]
    event.save()
    citations = entries(client, f"/{language}/events/{path}/cite.json")
    assert {entry.get("note", "") for entry in citations} == {note}


def test_remarks_in_the_original_are_cited_as_no_translation(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(unofficial_languages=["en"])
    event.sessions.get().appearances.update(remarks_en="")
    citations = entries(client, "/en/events/ports/opening/cite.json")
    assert [entry.get("note", "") for entry in citations] == ["Unofficial translation", ""]


@pytest.mark.parametrize(("language", "publisher"), [("en", "Press"), ("zh-hans", "出版社")])
def test_a_product(client: Client, language: str, publisher: str) -> None:
    [entry] = entries(client, f"/{language}/knowledge/course/cite.json")
    assert (entry["type"], entry["publisher"]) == ("book", publisher)


@pytest.mark.parametrize(("language", "name"), [("en", "Lin Lan"), ("zh-hans", "林岚")])
def test_a_person(client: Client, language: str, name: str) -> None:
    assert f"TI  - {name}" in read(client, f"/{language}/people/lin/cite.ris")


def test_remarks_that_are_kept_back_are_not_cited(client: Client, event: Event) -> None:
    event.sessions.get().appearances.update(remarks_withheld=True)
    assert len(entries(client, "/en/events/ports/opening/cite.json")) == 1


def test_a_line_end_begins_no_field(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(title_en="Ports\nTY  - BOOK")
    assert "\r\nTY  - BOOK" not in read(client, "/en/events/ports/cite.ris")


@pytest.mark.parametrize(
    "path", ["events/ports/cite.ris", "events/ports/opening/cite.ris", "knowledge/course/cite.bib",
             "people/lin/cite.json", "series/coast/events.ics", "people/lin/events.ics"],
)  # fmt: skip
def test_of_drafts_there_is_none(client: Client, path: str) -> None:
    from forum.models import KnowledgeProduct
    from people.models import Person
    from sessions_app.models import Series

    for model in (Event, Person, Series, KnowledgeProduct):
        model._default_manager.update(status="draft")
    assert client.get(f"/en/{path}").status_code == 404


def test_an_unknown_format_is_none(client: Client) -> None:
    assert client.get("/en/events/ports/cite.doc").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_them(client: Client, language: str) -> None:
    page = get(client, f"/{language}/events/ports/")
    assert all(f"/{language}/events/ports/cite.{kind}" in page for kind in ("ris", "bib", "json"))


def calendar(client: Client, path: str) -> icalendar.Calendar:
    calendar_file: Any = icalendar.Calendar.from_ical(read(client, path))
    return calendar_file


@pytest.mark.parametrize(("language", "name"), [("en", "Coast Forum"), ("zh-hans", "滨海论坛")])
def test_a_series_has_a_calendar_of_its_events(client: Client, language: str, name: str) -> None:
    make.make_event(series=None, title_en="Elsewhere")
    events = calendar(client, f"/{language}/series/coast/events.ics")
    assert (str(events["name"]), [entry["dtstart"].dt for entry in events.events]) == (
        name, [date(2023, 11, 5)],
    )  # fmt: skip


@pytest.mark.parametrize(("language", "summary"), [
    ("en", "Ports & 100% {Green} · Opening"), ("zh-hans", "绿色港口 · 开幕"),
])  # fmt: skip
def test_a_person_has_a_calendar_of_their_sessions(
    client: Client, event: Event, language: str, summary: str
) -> None:
    make.make_appearance(make.make_session(event, start=time(11)), make.make_person())
    [entry] = calendar(client, f"/{language}/people/lin/events.ics").events
    assert (str(entry["summary"]), entry["dtstart"].dt.isoformat()) == (
        summary, "2023-11-05T09:00:00+08:00",
    )  # fmt: skip


def test_what_is_taken_offline_leaves_every_calendar(client: Client, event: Event) -> None:
    """No record is ever cancelled: it is public, and in the calendars, or it is not."""
    paths = ["series/coast/events.ics", "people/lin/events.ics"]
    event_counts_before = [len(calendar(client, f"/en/{path}").events) for path in paths]
    event.status = Event.Status.OFFLINE
    event.save()
    event_counts_after = [len(calendar(client, f"/en/{path}").events) for path in paths]
    own_status = client.get("/en/events/ports/agenda.ics").status_code
    assert (event_counts_before, event_counts_after, own_status) == ([1, 1], [0, 0], 410)


def test_where_somebody_is_withheld_is_not_told(client: Client, event: Event) -> None:
    event.sessions.get().appearances.update(withheld=True)
    assert calendar(client, "/en/people/lin/events.ics").events == []


def test_somebodys_words_have_a_reference_of_their_own(client: Client) -> None:
    lines = read(client, "/en/events/ports/opening/lin.ris").split("\r\n")
    assert ("UR  - http://testserver/en/events/ports/opening/#remarks-lin" in lines) is True
    assert client.get("/en/events/ports/opening/nobody.ris").status_code == 404


@pytest.mark.parametrize(
    ("day", "stated"),
    [(None, "PY  - 2023"), (date(2023, 11, 6), "PY  - 2023\r\nDA  - 2023/11/06")],
)
def test_a_session_of_several_days_is_dated_by_its_own(
    client: Client, event: Event, day: date | None, stated: str
) -> None:
    Event.objects.filter(pk=event.pk).update(ends_on=date(2023, 11, 7))
    event.sessions.update(day=day)
    assert f"{stated}\r\nLA" in read(client, "/en/events/ports/opening/cite.ris")


@pytest.mark.parametrize("path", ["events/ports/opening", "knowledge/course"])
def test_what_is_of_an_unknown_day_is_dated_by_the_year(
    client: Client, event: Event, path: str
) -> None:
    Event.objects.filter(pk=event.pk).update(ends_on=date(2023, 11, 7))
    assert entries(client, f"/en/{path}/cite.json")[0]["issued"] == {"date-parts": [[2023]]}
    reference = read(client, f"/en/{path}/cite.bib").partition("}\n")[0]
    assert ("year = {2023}" in reference, "date = " in reference) == (True, False)


@pytest.mark.parametrize("role", ["moderator", "launcher"])
def test_several_texts_of_a_person_have_keys_and_places_of_their_own(
    client: Client, event: Event, role: str
) -> None:
    session = event.sessions.get()
    lin = session.appearances.get().person
    make.make_appearance(session, lin, role=role, remarks_en="<p>Welcome.</p>")
    works = entries(client, "/en/events/ports/opening/lin.json")
    assert {work["id"]: work["URL"].partition("#")[2] for work in works} == {
        f"ports-opening-lin-{role}": f"remarks-lin-{role}",
        "ports-opening-lin-speaker": "remarks-lin",
    }
    ids = Outline(get(client, "/en/events/ports/opening/")).ids()
    assert {f"remarks-lin-{role}", "remarks-lin"} <= set(ids)


def test_a_page_says_the_day_of_its_files_and_that_of_its_last_change(client: Client) -> None:
    product = KnowledgeProduct.objects.get()
    for number in range(3):
        product.publishers.add(make.make_organization(name_zh_hans=f"社{number}"))
    Person.objects.update(biography_as_of=date(2023, 11, 5))
    today = timezone.localdate()
    chinese = Outline(get(client, "/zh-hans/knowledge/course/")).all("p", id="citation")[0].text
    english = Outline(get(client, "/en/people/lin/")).all("p", id="citation")[0].text
    assert chinese.startswith(
        f"出版社, 社0, 社1, 等. 港口课程[EB/OL]. 论坛记录, 2023年11月5日({today}). http"
    )
    assert english.startswith(
        f"“Lin Lan.” Forum Record, 5 November 2023, last modified {dates.days(today, today)}. http"
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("zh-hans/knowledge/course/", "出版社. 港口课程[EB/OL]. 论坛记录, "),
        ("en/people/lin/", "“Lin Lan.” Forum Record, "),
    ],
)
def test_a_page_tells_how_to_cite_it(client: Client, path: str, words: str) -> None:
    outline = Outline(get(client, f"/{path}"))
    [citation] = outline.all("p", id="citation")
    assert citation.text.startswith(words)
    assert citation.text.endswith(f". http://testserver/{path}.")


@pytest.fixture
def han(event: Event) -> Person:
    """Return somebody who speaks in the session, and whose name has no Latin form of its own."""
    person = make.make_person(slug="wen", name_zh_hans="文思", name_en="")
    session = event.sessions.get()
    make.make_appearance(session, person, remarks_en="<p>No.</p>", remarks_zh_hans="<p>否。</p>")
    return person


def read_citation(client: Client, path: str, place: str = "citation") -> str:
    [citation] = Outline(get(client, path)).all("p", id=place)
    return citation.text


def test_a_name_in_han_characters_is_cited_after_its_latin_form(
    client: Client, han: Person
) -> None:
    english = read_citation(client, "/en/people/wen/")
    chinese = read_citation(client, "/zh-hans/people/wen/")
    assert (english.startswith("“Wen Si (文思).” Forum Record, "), chinese[:2]) == (True, "文思")


@pytest.mark.parametrize("kind", ["ris", "bib", "json"])
@pytest.mark.parametrize("path", ["people/wen/cite", "events/ports/opening/cite"])
def test_no_reference_tells_how_a_name_was_written_in_latin_letters(
    client: Client, han: Person, path: str, kind: str
) -> None:
    reference = read(client, f"/en/{path}.{kind}")
    assert ("文思" in reference, "pinyin" in reference) == (True, False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Wen Si (文思). “Opening.” Ports & 100% {Green}, Coast Forum, Shanghai, China, "
               "5 November 2023. "),
        ("zh-hans", "文思. 开幕//绿色港口[EB/OL]. 滨海论坛, 中国·上海, 2023年11月5日. "),
    ],
)  # fmt: skip
def test_remarks_are_cited_by_who_spoke(
    client: Client, han: Person, language: str, words: str
) -> None:
    path = f"/{language}/events/ports/opening/"
    citation = read_citation(client, path, "cite-remarks-wen")
    assert citation == f"{words}http://testserver{path}#remarks-wen."


def test_the_citation_of_remarks_can_be_copied(client: Client) -> None:
    outline = Outline(get(client, "/en/events/ports/opening/"))
    [button] = outline.all("button", **{"data-copy": "cite-remarks-lin"})
    assert button.text == "Copy citation: Lin Lan"


def test_the_citation_of_remarks_says_what_a_reader_must_know(client: Client) -> None:
    Event.objects.update(standing="unofficial")
    citation = read_citation(client, "/en/events/ports/opening/", "cite-remarks-lin")
    assert citation.endswith("#remarks-lin. [Unofficial record]")


def test_the_page_of_the_event_cites_no_remarks(client: Client) -> None:
    assert "cite-remarks" not in get(client, "/en/events/ports/")
