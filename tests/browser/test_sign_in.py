"""Signing in as people do: with a second step, and by a provider of single sign-on on loopback."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from people.models import User
from tests.browser.desk import PASSWORD, at_the_desk
from tests.support.identity_provider import identity_provider, provider_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(page: Page, live_server: Any) -> None:
    with at_the_desk(page, live_server.url) as desk:
        desk.goto(f"{live_server.url}/admin/account/two-step/app/")
        desk.locator("#id_password").fill(PASSWORD)
        desk.get_by_role("button", name="Confirm").click()
        secret = desk.locator("#authenticator_secret").inner_text()
        desk.get_by_label("Authenticator code").fill(code(secret))
        desk.get_by_role("button", name="Switch on").click()
        expect(desk.locator(".codes li")).to_have_count(10)
        recovery_code = desk.locator(".codes li").first.inner_text()
        desk.context.clear_cookies()
        desk.goto(f"{live_server.url}/admin/people/person/")
        desk.fill("#id_username", "editor")
        desk.fill("#id_password", PASSWORD)
        desk.locator("#login-form [type=submit]").click()
        expect(desk.get_by_role("heading", name="Two-step verification")).to_be_visible()
        # The code that switched it on opens nothing twice.
        desk.locator("#id_code").fill(recovery_code)
        desk.locator("#code-form [type=submit]").click()
        expect(desk).to_have_url(f"{live_server.url}/admin/people/person/")
        assert Authenticator.objects.count() == 2


def add_key(page: Page) -> None:
    """Give the browser a key like a telephone's: it knows its owner, who agrees at once."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_opens_the_desk_alone(page: Page, live_server: Any) -> None:
    add_key(page)
    with at_the_desk(page, live_server.url) as desk:
        desk.goto(f"{live_server.url}/admin/account/two-step/passkeys/add/")
        desk.locator("#id_password").fill(PASSWORD)
        desk.get_by_role("button", name="Confirm").click()
        desk.get_by_label("Name").fill("Telephone")
        desk.get_by_role("button", name="Add a passkey").click()
        expect(desk.locator(".codes li")).to_have_count(10)
        desk.context.clear_cookies()
        desk.goto(f"{live_server.url}/admin/login/?next=/admin/people/person/")
        desk.get_by_role("button", name="Sign in with a passkey").click()
        expect(desk).to_have_url(f"{live_server.url}/admin/people/person/")
        assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_single_sign_on_leads_into_the_desk(
    page: Page, live_server: Any, settings: Settings
) -> None:
    with identity_provider(email="li@example.org", email_verified=True) as provider:
        settings.SINGLE_SIGN_ON = provider.issuer
        settings.SINGLE_SIGN_ON_NAME = "the Secretariat"
        settings.SOCIALACCOUNT_PROVIDERS = provider_settings(provider.issuer)
        User.objects.create_superuser("li", "li@example.org", PASSWORD)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_role("link", name="Sign in with the Secretariat").click()
        expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
