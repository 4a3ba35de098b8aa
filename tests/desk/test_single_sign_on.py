"""Single sign-on with a provider on loopback: whom it lets in, and what it makes of silence."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from people.models import User
from tests.support.admin_forms import messages_of
from tests.support.identity_provider import (
    IdentityProvider,
    identity_provider,
    provider_settings,
)

pytestmark = pytest.mark.django_db

BEGIN = "/admin/account/single-sign-on/sso/login/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[IdentityProvider]:
    with identity_provider(email="li@example.org", email_verified=True) as server:
        settings.SOCIALACCOUNT_PROVIDERS = provider_settings(server.issuer)
        settings.SINGLE_SIGN_ON = server.issuer
        yield server


def come_back(client: Client) -> Any:
    """Go to the provider and return with what it sends back to the site."""
    location = client.get(BEGIN)["Location"]
    back = requests.get(location, allow_redirects=False, timeout=5).headers["Location"]
    address = urlparse(back)
    return client.get(f"{address.path}?{address.query}")


def make_li(**values: Any) -> User:
    facts = {"email": "li@example.org", "is_staff": True, "password": "harbour-lights-9"}
    return User.objects.create_user("li", **{**facts, **values})


def test_it_opens_the_account_of_the_same_address(
    client: Client, provider: IdentityProvider
) -> None:
    li = make_li()
    assert come_back(client)["Location"] == "/admin/"
    assert SocialAccount.objects.get().user == li


def test_the_password_stays_as_it_was(client: Client, provider: IdentityProvider) -> None:
    li = make_li()
    come_back(client)
    li.refresh_from_db()
    assert li.check_password("harbour-lights-9")


def test_an_account_that_is_connected_needs_no_address(
    client: Client, provider: IdentityProvider
) -> None:
    make_li()
    come_back(client)
    User.objects.update(email="")
    assert come_back(Client())["Location"] == "/admin/"


@pytest.mark.parametrize(
    "change",
    [{"email": "other@example.org"}, {"is_active": False}, {"is_staff": False}],
)
def test_it_makes_no_account_and_opens_none_that_is_shut(
    client: Client, provider: IdentityProvider, change: dict[str, Any]
) -> None:
    make_li(**change)
    response = come_back(client)
    assert (response["Location"], User.objects.count()) == ("/admin/login/", 1)
    assert "No account of this desk" in messages_of(response)[0]


def test_an_address_that_nobody_vouches_for_opens_nothing(
    client: Client, provider: IdentityProvider
) -> None:
    make_li()
    provider.claims["email_verified"] = False
    assert come_back(client)["Location"] == "/admin/login/"


def test_it_does_where_the_operator_trusts_the_provider(
    client: Client, provider: IdentityProvider, settings: Settings
) -> None:
    make_li()
    provider.claims["email_verified"] = False
    settings.SINGLE_SIGN_ON_TRUSTS_MAIL = True
    assert come_back(client)["Location"] == "/admin/"


def test_a_provider_that_does_not_answer_leads_back_with_a_word(
    client: Client, settings: Settings
) -> None:
    with identity_provider() as server:
        issuer = server.issuer
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(issuer)
    response = client.get(BEGIN)
    assert response["Location"] == "/admin/login/"
    assert messages_of(response)[0].startswith("Single sign-on did not work")


def test_without_a_provider_there_is_no_button(client: Client) -> None:
    assert "single-sign-on" not in client.get("/admin/login/").text


def test_with_one_there_is(client: Client, provider: IdentityProvider) -> None:
    assert f'href="{BEGIN}"' in client.get("/admin/login/").text
