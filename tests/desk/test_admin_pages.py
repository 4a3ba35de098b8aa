"""The lists of every model answer; that their forms do ``test_desk_walk`` sees."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from forum.models import (
    AuditEntry,
    ImportRun,
    ImportUpload,
    ImportWarning,
    SearchEntry,
    SiteSettings,
    SlugRedirect,
)
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import MAKERS, make_redirect, make_run, make_warning
from tests.support.desk_client import address, queries, speak

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = (SlugRedirect, ImportRun, ImportUpload, ImportWarning, AuditEntry)
models = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label_lower)


def test_each_registered_model_is_tried_here() -> None:
    assert set(REGISTERED) == set(MAKERS)


def test_the_search_index_is_nobodys_to_edit() -> None:
    assert SearchEntry not in REGISTERED


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_dashboard_answers(admin_client: Client, language: str) -> None:
    speak(admin_client, language)
    response = admin_client.get("/admin/")
    assert (response.status_code, response["Content-Language"]) == (200, language)


@models
def test_the_list_answers_who_searches(admin_client: Client, model: type[Model]) -> None:
    for _row in range(3):
        MAKERS[model]()
    response = admin_client.get(address(model, "changelist"), {"q": "林岚"}, follow=True)
    assert response.status_code == 200


def test_strangers_are_led_to_the_login(client: Client) -> None:
    url = address(Event, "changelist")
    assert client.get(url)["Location"] == f"/admin/login/?next={url}"


@models
def test_a_list_costs_the_same_with_three_rows(admin_client: Client, model: type[Model]) -> None:
    if model is SiteSettings:
        pytest.skip("There is one row.")
    MAKERS[model]()
    query_count = queries(admin_client, address(model, "changelist"))
    for _row in range(2):
        MAKERS[model]()
    assert queries(admin_client, address(model, "changelist")) == query_count


@pytest.mark.parametrize(
    ("model", "expected"),
    [(Event, 8), (Session, 7), (Appearance, 7), (Person, 5), (Organization, 5)],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_list(
    admin_client: Client, model: type[Model], expected: int, rows: int
) -> None:
    for _row in range(rows):
        MAKERS[model]()
    assert queries(admin_client, address(model, "changelist")) == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_an_event_by_its_organizations_and_sessions(
    admin_client: Client, rows: int
) -> None:
    event = make.make_event(series=make.make_series(), parent=make.make_event())
    for _row in range(rows):
        make.make_role(event)
        make.make_appearance(make.make_session(event))
    assert queries(admin_client, address(Event, "change", event.pk)) == 25


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_session_by_its_guests(admin_client: Client, rows: int) -> None:
    session = make.make_session()
    photo = make.make_photo(session.event)
    for _row in range(rows):
        make.make_appearance(session, organization=make.make_organization(), photo=photo)
    assert queries(admin_client, address(Session, "change", session.pk)) == 10


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_product_by_its_parts(admin_client: Client, rows: int) -> None:
    product = make.make_product(launched_in=make.make_session())
    for _row in range(rows):
        make.make_product_part(product)
        product.publishers.add(make.make_organization())
        product.launched_by.add(make.make_appearance())
    url = reverse("admin:forum_knowledgeproduct_change", args=[product.pk])
    assert queries(admin_client, url) == 22


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_an_import_run_by_its_warnings(admin_client: Client, rows: int) -> None:
    run = make_run()
    for _row in range(rows):
        make_warning(run)
    assert queries(admin_client, address(ImportRun, "change", run.pk)) == 4


def test_a_redirect_says_where_it_leads(admin_client: Client) -> None:
    redirection = make_redirect()
    page = admin_client.get(address(SlugRedirect, "changelist")).content.decode()
    assert str(redirection.object) in page
