"""The lists of the desk: found in every language, narrowed by what is missing and by event."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.db.models.constants import LOOKUP_SEP
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.core.content import Content, column, language_codes
from forum.desk.list_columns import ListColumnsMixin
from forum.models import ImportRun, ImportWarning, KnowledgeProduct, Page
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Document, Event, EventAccess, Photo, Session
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_run, make_warning
from tests.support.desk_client import address
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

LISTED = sorted(
    (model for model, desk in admin.site._registry.items() if isinstance(desk, ListColumnsMixin)),
    key=lambda model: model._meta.label,
)
SEARCHED = [model for model, desk in admin.site._registry.items() if desk.search_fields]
languages = pytest.mark.parametrize("language", ["zh-hans", "en"])


def listed(client: Client, model: type[models.Model], **asked: Any) -> list[models.Model]:
    page = get_undrawn(client, address(model, "changelist"), asked)
    return list(page.context_data["cl"].result_list)


# Searches


def columns_of(model: type[models.Model], path: str) -> set[str]:
    """Return the columns of the field that a lookup ends in, one a language if it is translated."""
    *steps, last = path.split(LOOKUP_SEP)
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    field: Any = model._meta.get_field(last)
    original = getattr(field, "translated_field", None)
    if original is None:
        return {path}
    return {LOOKUP_SEP.join([*steps, column(original.name, code)]) for code in language_codes()}


@pytest.mark.parametrize("model", SEARCHED, ids=lambda model: model._meta.label_lower)
def test_a_search_asks_every_language_column(model: type[models.Model]) -> None:
    search_fields = set(admin.site.get_model_admin(model).search_fields)
    for path in search_fields:
        assert columns_of(model, path) <= search_fields
        # A field without its language would be read in the interface's alone.
        assert not hasattr(_field(model, path.split(LOOKUP_SEP)), "translation_fields")


def test_each_list_of_ours_is_searched() -> None:
    bare = [model._meta.model_name for model in LISTED if model not in SEARCHED]
    assert bare == ["sitesettings"]


def _field(model: Any, steps: list[str]) -> Any:
    for step in steps[:-1]:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(steps[-1])


def test_nothing_is_edited_in_a_list() -> None:
    # What is edited in a list would have to carry its version, as every form does.
    desks = admin.site._registry.values()
    assert [desk for desk in desks if desk.list_editable] == []


# Missing texts


@languages
def test_a_list_is_narrowed_to_what_a_language_is_missing_in(
    admin_client: Client, language: str
) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    make.make_person()
    chinese = make.make_person(name_en="")
    english = make.make_person(name_zh_hans="", biography_en="<p>Text</p>")
    keys = {code: listed(admin_client, Person, lacks=code) for code in language_codes()}
    assert keys == {"en": [chinese], "zh-hans": [english]}


@pytest.mark.parametrize(
    ("model", "make_one", "values"),
    [
        (Event, make.make_event, {"introduction_en": ""}),
        (Organization, make.make_organization, {"name_en": ""}),
        (KnowledgeProduct, make.make_product, {"summary_zh_hans": "摘要"}),
        (Page, make.make_page, {"body_en": ""}),
        (Appearance, make.make_appearance, {"remarks_zh_hans": "<p>港口</p>"}),
        (Session, make.make_session, {"title_zh_hans": "开幕"}),
        (Photo, make.make_photo, {"caption_zh_hans": "会场"}),
        (Document, make.make_document, {}),
    ],
)
def test_each_list_knows_its_gaps(
    admin_client: Client, model: type[models.Model], make_one: Any, values: dict[str, str]
) -> None:
    if model is not Document:
        make_one()
    else:
        make_one(title_en="Agenda")
    lacking = make_one(**values)
    assert listed(admin_client, model, lacks="en") == [lacking]


def test_a_row_says_which_text_is_missing(admin_client: Client) -> None:
    make.make_person(name_en="")
    page = admin_client.get(address(Person, "changelist")).text
    english = 'English <small class="gap">text missing</small>'
    assert (english in page, page.count("text missing")) == (True, 1)


def test_a_row_says_which_language_is_not_public(admin_client: Client) -> None:
    make.make_person(ready_languages=["zh-hans"])
    page = admin_client.get(address(Person, "changelist")).text
    assert 'English <small class="gap">not public</small>' in page


def test_an_unknown_language_narrows_nothing(admin_client: Client) -> None:
    assert len(listed(admin_client, Person, lacks="xx")) == len(Person.objects.all())


# Pictures


def test_people_without_a_portrait(admin_client: Client) -> None:
    from tests.support.images import png

    bare, person = make.make_person(), make.make_person(portrait=png())
    keys = [listed(admin_client, Person, has_portrait=answer) for answer in ("no", "yes")]
    assert keys == [[bare], [person]]


def test_events_without_photos_stand_once(admin_client: Client) -> None:
    bare, event = make.make_event(), make.make_event()
    for _photo in range(2):
        make.make_photo(event)
    keys = [listed(admin_client, Event, has_photos=answer) for answer in ("no", "yes")]
    assert keys == [[bare], [event]]


def test_a_row_shows_the_portrait(admin_client: Client) -> None:
    from tests.support.images import png

    person = make.make_person(portrait=png())
    page = admin_client.get(address(Person, "changelist")).text
    assert f'<img class="thumbnail" src="{person.portrait.small}" alt=""' in page


# Import warnings


def test_events_with_open_warnings(admin_client: Client) -> None:
    calm, open_one, settled, undone = (make.make_event() for _each in range(4))
    make_warning(make_run(event=open_one))
    make_warning(make_run(event=settled), resolved_at=timezone.now())
    make_warning(make_run(event=undone, undone_at=timezone.now()))
    make_warning(make_run(event=calm), level="note")
    keys = {state: set(listed(admin_client, Event, warnings=state)) for state in ("open", "none")}
    assert keys == {"open": {open_one}, "none": {calm, settled, undone}}


# One event


@pytest.mark.parametrize(
    ("model", "make_one"),
    [
        (Session, lambda event: make.make_session(event)),
        (Photo, lambda event: make.make_photo(event)),
        (Document, lambda event: make.make_document(event)),
        (Appearance, lambda event: make.make_appearance(make.make_session(event))),
        (Person, lambda event: make.make_appearance(make.make_session(event)).person),
        (Organization, lambda event: make.make_role(event).organization),
        (KnowledgeProduct, lambda event: make.make_product(launched_in=make.make_session(event))),
        (ImportRun, lambda event: make_run(event=event)),
        (ImportWarning, lambda event: make_warning(make_run(event=event))),
    ],
)
def test_a_list_is_narrowed_to_an_event(
    admin_client: Client, model: type[models.Model], make_one: Any
) -> None:
    event = make.make_event()
    own_warning = make_one(event)
    make_one(make.make_event())
    assert listed(admin_client, model, at_event=event.pk) == [own_warning]


def test_a_guest_of_two_sessions_stands_once(admin_client: Client) -> None:
    event, person = make.make_event(), make.make_person()
    for _session in range(2):
        make.make_appearance(make.make_session(event), person)
    assert listed(admin_client, Person, at_event=event.pk) == [person]


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30])
def test_an_event_that_is_not_there_has_nothing(admin_client: Client, key: str) -> None:
    make.make_session()
    assert listed(admin_client, Session, at_event=key) == []


def test_no_list_loads_a_choice_of_all_events(admin_client: Client) -> None:
    for _event in range(3):
        make.make_session()
    page = admin_client.get(address(Session, "changelist")).text
    select = page[page.index('name="at_event"') :].partition("</select>")[0]
    assert select.count("<option") == 1


def test_the_choice_asks_for_events(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    page = admin_client.get(address(Person, "changelist")).text
    assert 'data-app-label="sessions_app"' in page
    query = {"app_label": "sessions_app", "model_name": "session", "field_name": "event"}
    response = admin_client.get("/admin/autocomplete/", {**query, "term": "港口"})
    assert [load["id"] for load in json.loads(response.content)["results"]] == [str(event.pk)]


def test_the_event_is_kept_with_the_other_filters(admin_client: Client) -> None:
    event = make.make_event()
    page = admin_client.get(
        address(Appearance, "changelist"), {"at_event": event.pk, "role": "speaker", "q": "林"}
    ).text
    form = page[page.index('class="by-event"') :]
    form = form[: form.index("</form>")]
    assert 'name="role" value="speaker"' in form
    assert 'name="q" value="林"' in form


def test_a_helper_narrows_to_no_other_event(client: Client) -> None:

    from django.contrib.auth.models import Group

    make_roles()
    helper = User.objects.create_user("helper", is_staff=True)
    helper.groups.add(Group.objects.get(name="External helper"))
    EventAccess.objects.create(user=helper, event=make.make_event())
    client.force_login(helper)
    other_event = make.make_appearance().session.event
    assert listed(client, Person, at_event=other_event.pk) == []


# What narrows a list is said, and an empty one says how to begin


def test_what_narrows_a_list_is_said(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    query = {"at_event": event.pk, "lacks": "en", "role__exact": "speaker"}
    page = admin_client.get(address(Appearance, "changelist"), query).text
    page_text = page[page.index('class="active-filters"') :]
    page_text = page_text[: page_text.index("</p>")]
    for words in ("Missing text: <strong>English", "Event: <strong>Green Ports", "Role: <strong>"):
        assert words in page_text


def test_a_list_that_nothing_narrows_says_nothing(admin_client: Client) -> None:
    assert "active-filters" not in admin_client.get(address(Appearance, "changelist")).text


# The menu's is another.
TO_IMPORT = '<a href="/admin/forum/importupload/">Import records</a>'


def test_an_empty_list_says_how_to_begin(admin_client: Client) -> None:
    page = admin_client.get(address(Event, "changelist")).text
    assert ("No events yet" in page, TO_IMPORT in page) == (True, True)


@pytest.mark.parametrize(("codes", "expected"), [(["add_importrun"], True), ([], False)])
def test_an_empty_list_leads_whoever_may_import_there(
    client: Client, codes: list[str], expected: bool
) -> None:
    user = User.objects.create_user("importer", is_staff=True)
    codes = [*codes, "view_event"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    assert (TO_IMPORT in client.get(address(Event, "changelist")).text) == expected


def test_a_list_without_results_offers_to_reset(admin_client: Client) -> None:
    make.make_event()
    page = admin_client.get(address(Event, "changelist"), {"q": "zzz"}).text
    assert "Reset search and filters" in page


@pytest.mark.parametrize(
    "model", [listed_model for listed_model in LISTED if issubclass(listed_model, Content)]
)
def test_each_list_of_records_has_its_first_step(model: type[models.Model]) -> None:
    assert admin.site.get_model_admin(model).begin


# Counts


def test_counts_stand_in_the_row(admin_client: Client) -> None:
    event = make.make_event()
    for _session in range(2):
        make.make_session(event)
    make.make_photo(event)
    (row,) = listed(admin_client, Event)
    assert (row.session_count, row.photo_count) == (2, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label_lower)
def test_each_column_orders_the_list(admin_client: Client, model: type[models.Model]) -> None:
    if model._meta.model_name == "sitesettings":
        pytest.skip("There is one row.")
    columns = len(admin_client.get(address(model, "changelist")).context["cl"].list_display)
    for number in range(1, columns):
        response = admin_client.get(address(model, "changelist"), {"o": f"-{number}"})
        assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "asked", "expected"),
    [
        (Event, {"lacks": "en", "warnings": "none", "has_photos": "no"}, 8),
        (Person, {"has_portrait": "no", "lacks": "zh-hans"}, 5),
    ],
)
def test_queries_of_a_narrowed_list(
    admin_client: Client, model: Any, asked: dict[str, str], expected: int, rows: int
) -> None:
    for _row in range(rows):
        make.make_event(introduction_en="")
        make.make_person(name_zh_hans="")
    url = address(model, "changelist")
    admin_client.get(url, asked)
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(url, asked)
    assert len(captured) == expected


def test_a_full_page_of_a_list_is_light(admin_client: Client) -> None:
    for _row in range(50):
        make.make_person(country="CN")
    assert len(admin_client.get(address(Person, "changelist")).content) < 100_000


def test_a_cell_has_its_column_s_class_alone(admin_client: Client) -> None:
    make.make_person(country="FR")
    page = admin_client.get(address(Person, "changelist")).text
    assert '<td class="field-of_country">France</td>' in page


def test_a_list_of_people_with_long_names_is_a_small_page_too(admin_client: Client) -> None:
    """A full page, each row with names, a country and an organization as long as they come."""
    organization = make.make_organization(
        name_zh_hans="联合国工业发展组织投资和技术促进办公室（上海）",
        name_en="United Nations Industrial Development Organization, Investment and Technology "
        "Promotion Office (Shanghai)",
    )
    for number in range(50):
        make.make_person(
            name_zh_hans=f"穆罕默德·阿卜杜勒拉赫曼·本·哈立德·阿勒萨尼{number}",
            name_en=f"Mohammed Abdulrahman bin Khalid bin Hamad Al-Thani {number}",
            country="BO",
            organization=organization,
        )
    content = admin_client.get(address(Person, "changelist")).content
    assert (content.count(b"Al-Thani"), len(content) < 100_000) == (40, True)


def test_lines_of_a_warning_are_written_as_ranges(admin_client: Client) -> None:
    make_warning(make_run(), lines=[25, 4, 5, 6, 28, 29])
    page = admin_client.get(address(ImportWarning, "changelist"))
    assert "4–6, 25, 28–29" in page.text


def test_what_has_expired_is_not_listed_as_published(admin_client: Client) -> None:
    end = timezone.make_aware(datetime(2024, 6, 20, 12))
    make.make_page(published_at=end - timedelta(days=9), expires_at=end)
    page = admin_client.get("/admin/forum/page/").text
    assert '<span class="status">Expired</span> <small>20 June 2024</small>' in page
