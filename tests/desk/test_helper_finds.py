"""What lists, searches and comparisons tell an external helper of records of others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.core.content import Status
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.working_copies.store import start_copy
from people.models import User
from tests.support import factories as make
from tests.support.admin_forms import messages_of, read_form
from tests.support.helper_records import SECRET, draft_of_mine, public_record, sealed_person, tie

pytestmark = pytest.mark.django_db


def grid_of_mine(helper: Client) -> tuple[str, str]:
    """Return the address of the grid of the helper's event, a draft, and the row of a session."""
    own_event = draft_of_mine()
    session = make.make_session(own_event)
    return reverse("admin:sessions_app_event_grid", args=[own_event.pk]), f"s{session.pk}"


def add_to_grid(helper: Client, **guest: object) -> Any:
    url, row = grid_of_mine(helper)
    (session,) = helper.get(url).context["sessions"]
    stored = {bound.html_name: bound.value() or "" for bound in session.form}
    new = {f"gnew1-{name}": value for name, value in {"role": "speaker", **guest}.items()}
    return helper.post(url, {**stored, "_shown": row, "_row": [row, "gnew1"], **new})


def test_the_grid_takes_no_person_of_others_by_a_key(helper: Client) -> None:
    person = sealed_person()
    response = add_to_grid(helper, person=person.pk)
    assert (person.appearances.exists(), "Hidden" in response.text) == (False, False)


def test_the_grid_finds_no_person_of_others_by_a_name(helper: Client) -> None:
    person = sealed_person()
    add_to_grid(helper, name_en=f"Agent of {SECRET}")
    assert person.appearances.exists() is False


def test_the_grid_offers_no_namesakes_of_others(helper: Client) -> None:
    people = [sealed_person(), sealed_person()]
    response = add_to_grid(helper, name_en=f"Agent of {SECRET}")
    assert (response.status_code, people[0].name_en in response.text) == (302, False)


def test_a_list_that_is_pasted_is_matched_with_no_person_of_others(helper: Client) -> None:
    sealed_person()
    url, row = grid_of_mine(helper)
    table = f"Name\tTitle\nAgent of {SECRET}\tDirector\n"
    (pasted,) = helper.post(f"{url}paste/", {"pasted_list": table, "_into": row}).json()["rows"]
    assert ("is-new" in pasted["html"], "Hidden" in pasted["html"]) == (True, False)


def listed_people(helper: Client, **asked: str) -> dict[str, Any]:
    rows = helper.get(reverse("admin:people_person_changelist"), asked).context["cl"].result_list
    return {person.name_en: (person.appearance_count, person.has_copy) for person in rows}


def test_the_list_of_people_counts_no_draft_of_others(
    helper: Client, secrets: dict[str, Any]
) -> None:
    make.make_appearance(person=secrets["people.person"])
    make.make_appearance(make.make_session(draft_of_mine()), secrets["people.person"])
    assert listed_people(helper)["Ann Bell"] == (2, False)


def test_the_list_of_people_names_no_draft_as_where_somebody_works(helper: Client) -> None:
    for status, name in ((Status.DRAFT, "Hidden Works"), (Status.PUBLISHED, "Open Works")):
        organization = make.make_organization(status=status, name_en=name, name_zh_hans=name)
        make.make_person(organization=organization)
    page = helper.get("/admin/people/person/").text
    assert [name in page for name in ("Hidden Works", "Open Works")] == [False, True]


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_a_list_tells_a_helper_names_of_public_languages_alone(helper: Client, kind: str) -> None:
    record = public_record(kind)
    type(record).objects.update(
        name_en="Hidden Hand", name_zh_hans="开手", ready_languages=["zh-hans"]
    )
    page = helper.get(f"/admin/people/{kind}/").text
    assert [name in page for name in ("Hidden Hand", "开手")] == [False, True]


def half_hidden(kind: str) -> Any:
    """Return a public record of others, whose English texts are not ready."""
    texts = {"name_en": "Hidden Hand", "name_zh_hans": "开手", "ready_languages": ["zh-hans"]}
    if kind == "series":
        return make.make_series(**texts, description_en=SECRET)
    if kind == "organization":
        return make.make_organization(**texts, abbreviation_en=SECRET)
    return make.make_person(**texts, biography_en=SECRET, aliases=[f"Agent of {SECRET}"])


def search_choices(helper: Client, kind: str, text: str) -> str:
    model, field = {
        "person": ("appearance", "person"),
        "organization": ("eventorganization", "organization"),
        "series": ("event", "series"),
    }[kind]
    query = {"app_label": "sessions_app", "model_name": model, "field_name": field}
    response = helper.get("/admin/autocomplete/", {**query, "term": text})
    return "".join(row["text"] for row in response.json()["results"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "开手"),
        ("person", "kai shou"),
        ("organization", "kai shou"),
        ("series", "开手"),
    ],
)
def test_searches_name_a_record_of_others_as_its_page_does(
    helper: Client, kind: str, text: str
) -> None:
    half_hidden(kind)
    pages = (helper.get("/admin/search/", {"s": text}).text, search_choices(helper, kind, text))
    assert [[name in page for name in ("Hidden Hand", "开手")] for page in pages] == [
        [False, True],
        [False, True],
    ]


@pytest.mark.parametrize("kind", ["person", "organization", "series"])
@pytest.mark.parametrize("text", ["Hidden", SECRET])
def test_no_search_finds_a_record_of_others_by_what_no_page_says(
    helper: Client, kind: str, text: str
) -> None:
    half_hidden(kind)
    folder = "sessions_app" if kind == "series" else "people"
    pages = (
        helper.get(f"/admin/{folder}/{kind}/", {"q": text}).text,
        helper.get("/admin/search/", {"s": text}).text,
        search_choices(helper, kind, text),
    )
    assert ["开手" in page for page in pages] == [False, False, False]


def test_the_own_record_is_found_by_all_that_it_says(helper: Client) -> None:
    record = half_hidden("person")
    with recording(User.objects.create_user("editor")):
        tie(record, draft_of_mine())
    assert search_choices(helper, "person", "Hidden") == "开手 / Hidden Hand"


def words_about_new(helper: Client, **names: str) -> str:
    """Add a person of some names; return what the page says then."""
    url = reverse("admin:people_person_add")
    return "".join(messages_of(helper.post(url, {**read_form(helper, url), **names})))


def test_who_has_a_new_name_already_is_told_as_the_public_is(helper: Client) -> None:
    half_hidden("person")
    words = words_about_new(helper, name_zh_hans="开手")
    assert (words.count("开手. If they are the same, ask"), words.count("Hidden")) == (1, 0)
    assert "href" not in words


@pytest.mark.parametrize("name", ["Hidden Hand", f"Agent of {SECRET}"])
def test_a_new_name_is_compared_with_no_hidden_one_of_others(helper: Client, name: str) -> None:
    half_hidden("person")
    assert "开手" not in words_about_new(helper, name_en=name)


@pytest.mark.parametrize(
    "query", ["photo_consent__exact=refused", "gender__exact=other", "biography_en__icontains=a"]
)
def test_a_helper_filters_people_by_no_column(helper: Client, query: str) -> None:
    make.make_person(name_en="Open Hand")
    page = helper.get(f"/admin/people/person/?{query}", follow=True)
    assert page.status_code == 400


def test_the_grid_finds_a_public_person_by_name(helper: Client) -> None:
    person = make.make_person(name_en="Open Hand", name_zh_hans="")
    add_to_grid(helper, name_en="Open Hand")
    assert person.appearances.count() == 1


def test_the_list_of_people_tells_of_no_working_copy_of_others(helper: Client) -> None:
    own_person, their_person = (make.make_person(name_en=name) for name in ("Mine", "Theirs"))
    make.make_appearance(make.make_session(draft_of_mine()), own_person)
    for person in (own_person, their_person):
        start_copy(key_of(person), None)
    marks = {name: has_copy for name, (_count, has_copy) in listed_people(helper).items()}
    assert (marks["Mine"], marks["Theirs"]) == (True, False)
    assert [*listed_people(helper, copy="open")] == ["Mine"]
