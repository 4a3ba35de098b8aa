"""Signing in: what strangers learn, lock-out, second factors, sessions, what an account owes."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.desk.accounts import secret_box
from forum.models import AuditEntry, SiteSettings
from people.models import User
from tests.support.admin_forms import make_settings

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lights-9"
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN = "/admin/login/"


@pytest.fixture
def li() -> User:
    return User.objects.create_user(
        "li", "li@example.org", PASSWORD, is_staff=True, is_superuser=True
    )


def sign_in(client: Client, name: str = "li", password: str = PASSWORD, **sent: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **sent)


def code() -> str:
    """Return the code that an app with the secret shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def errors(response: Any) -> list[str]:
    return [str(error) for error in response.context["form"].non_field_errors()]


# Name and password


@pytest.mark.parametrize("name", ["li", "LI", "li@example.org"])
def test_a_name_or_address_opens_the_desk(client: Client, li: User, name: str) -> None:
    assert sign_in(client, name)["Location"] == "/admin/"


def test_the_sign_in_leads_on_to_the_page_that_was_asked_for(client: Client, li: User) -> None:
    sent = {"login": "li", "password": PASSWORD, "next": "/admin/people/person/"}
    assert client.post(LOGIN, sent)["Location"] == "/admin/people/person/"


def test_it_leads_to_no_other_site(client: Client, li: User) -> None:
    sent = {"login": "li", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(LOGIN, sent)["Location"] == "/admin/"


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_may_not_enter_is_told_what_a_stranger_is_told(
    client: Client, li: User, change: dict[str, bool]
) -> None:
    User.objects.update(**change)
    refused, unknown = sign_in(client), sign_in(client, "nobody")
    assert (refused.status_code, errors(refused)) == (200, errors(unknown))


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "mfa_signup_webauthn"])
def test_nobody_signs_up(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_whoever_loses_the_right_to_enter_is_asked_to_sign_in(client: Client, li: User) -> None:
    sign_in(client)
    User.objects.update(is_staff=False)
    assert client.get(LOGIN).context["form"].fields["login"].label == "User name or email address"


def test_the_desk_opens_in_the_language_of_its_user(client: Client, li: User) -> None:
    User.objects.update(language="zh-hans")
    cookie = sign_in(client).cookies["django_language"]
    assert (cookie.value, cookie["path"]) == ("zh-hans", "/admin/")


# Lock-out


def fail(client: Client, name: str, times: int, **sent: Any) -> Any:
    for _attempt in range(times):
        response = sign_in(client, name, "wrong", **sent)
    return response


def test_an_account_is_locked_after_five_attempts_even_with_the_right_password(
    client: Client, li: User
) -> None:
    fail(client, "li", 5)
    assert errors(sign_in(client))[0].startswith("Too many attempts")


def test_the_lock_is_of_the_account_from_every_address(client: Client, li: User) -> None:
    for number in range(5):
        fail(client, "li", 1, REMOTE_ADDR=f"192.0.2.{number}")
    response = sign_in(Client(), REMOTE_ADDR="198.51.100.7")
    assert errors(response)[0].startswith("Too many attempts")


def test_name_and_mail_of_an_account_are_counted_together(client: Client, li: User) -> None:
    fail(client, "li", 3)
    fail(client, li.email, 2)
    assert errors(sign_in(client)) == errors(sign_in(client, "nobody"))


def test_an_account_that_is_locked_by_its_name_is_not_told_by_its_mail(
    client: Client, li: User
) -> None:
    fail(client, "li", 5)
    assert errors(sign_in(client, li.email)) == errors(sign_in(client, "nobody@example.org"))


@pytest.mark.parametrize("change", [{"is_staff": True}, {"is_staff": False}])
def test_the_right_password_of_a_locked_account_is_counted_like_a_wrong_one(
    client: Client, li: User, change: dict[str, bool]
) -> None:
    fail(client, "li", 5)
    User.objects.filter(pk=li.pk).update(**change)
    for _attempt in range(6):
        response = sign_in(client, li.email)
    assert errors(response)[0].startswith("Too many attempts")


def test_the_count_of_an_account_locks_no_other(client: Client, li: User) -> None:
    fail(client, "li", 3)
    fail(client, f"account {li.pk}", 5)
    assert sign_in(client).status_code == 302


def test_a_name_that_nobody_has_is_locked_alike(client: Client, li: User) -> None:
    assert errors(fail(client, "nobody", 6)) == errors(fail(client, "li", 6))


def test_an_address_is_locked_over_many_names(client: Client, li: User) -> None:
    for number in range(30):
        fail(client, f"name-{number}", 1)
    assert errors(sign_in(client))[0].startswith("Too many attempts")


def test_another_address_is_let_in_meanwhile(client: Client, li: User) -> None:
    for number in range(30):
        fail(client, f"name-{number}", 1)
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 302


def test_attempts_are_counted_in_the_database(client: Client, li: User) -> None:
    # Tests in a browser commit theirs.
    cache.clear()
    fail(client, "li", 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM forum_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone() == (2,)


def test_attempts_at_many_other_names_open_no_lock(client: Client, li: User) -> None:
    fail(client, "li", 5)
    for number in range(400):
        cache.set(f"z{number}", number)
    assert errors(sign_in(client))[0].startswith("Too many attempts")


def test_a_sign_in_that_succeeds_counts_for_nothing(client: Client, li: User) -> None:
    for _time in range(7):
        assert sign_in(Client()).status_code == 302


# A password that was forgotten


def reset_link() -> str:
    (sent,) = mail.outbox
    match = re.search(r"https?://testserver(\S+)", str(sent.body))
    assert match
    return match[1]


def test_a_link_sets_a_new_password_once(client: Client, li: User) -> None:
    client.post("/admin/account/password/forgotten/", {"email": "li@example.org"})
    link = reset_link()
    form = client.get(link)["Location"]
    answer = client.post(form, {"password1": "quiet-harbour-77", "password2": "quiet-harbour-77"})
    assert answer["Location"] == "/admin/account/password/changed/"
    assert sign_in(Client(), password="quiet-harbour-77").status_code == 302
    assert b"does not hold any more" in Client().get(link, follow=True).content


def test_nobody_learns_whether_an_address_has_an_account(client: Client, li: User) -> None:
    pages = [
        client.post("/admin/account/password/forgotten/", {"email": address})
        for address in ("li@example.org", "nobody@example.org")
    ]
    assert [page["Location"] for page in pages] == ["/admin/account/password/sent/"] * 2
    assert [message.to for message in mail.outbox] == [["li@example.org"]]


def test_the_mail_is_in_the_reader_s_language(client: Client, li: User) -> None:
    User.objects.update(language="zh-hans")
    client.post("/admin/account/password/forgotten/", {"email": "li@example.org"})
    assert "设置新密码" in mail.outbox[0].subject


# Two steps


@pytest.fixture
def with_app(li: User) -> User:
    TOTP.activate(li, SECRET)
    RecoveryCodes.activate(li)
    return li


def test_the_password_alone_does_not_open_an_account_with_an_app(
    client: Client, with_app: User
) -> None:
    assert sign_in(client)["Location"] == "/admin/account/two-step/code/"
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_the_code_opens_it(client: Client, with_app: User) -> None:
    sign_in(client)
    answer = client.post("/admin/account/two-step/code/", {"code": code()})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_opens_it_once(client: Client, with_app: User) -> None:
    (first, *_rest) = RecoveryCodes.activate(with_app).get_unused_codes()
    sign_in(client)
    assert client.post("/admin/account/two-step/code/", {"code": first}).status_code == 302
    again = Client()
    sign_in(again)
    assert again.post("/admin/account/two-step/code/", {"code": first}).status_code == 200


def test_codes_are_not_guessed(client: Client, with_app: User) -> None:
    sign_in(client)
    for _attempt in range(5):
        client.post("/admin/account/two-step/code/", {"code": "000000"})
    page = client.post("/admin/account/two-step/code/", {"code": code()})
    assert page.context["form"].errors["code"][0].startswith("Too many attempts")


def test_the_app_is_set_up_with_a_code_and_shows_recovery_codes(client: Client, li: User) -> None:
    sign_in(client)
    page = client.get("/admin/account/two-step/app/")
    secret = page.context["form"].secret
    code_text = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post("/admin/account/two-step/app/", {"code": code_text}, follow=True)
    assert answer.redirect_chain == [("/admin/account/two-step/recovery-codes/", 302)]
    assert len(answer.context["unused_codes"]) == 10


def test_the_app_is_switched_off_by_whoever_has_just_signed_in(
    client: Client, with_app: User
) -> None:
    sign_in(client)
    client.post("/admin/account/two-step/code/", {"code": code()})
    client.post("/admin/account/two-step/app/remove/")
    assert not Authenticator.objects.exists()


def test_a_session_that_was_not_confirmed_is_asked_first(client: Client, li: User) -> None:
    client.force_login(li)
    answer = client.get("/admin/account/two-step/app/")
    assert answer["Location"].startswith("/admin/account/confirm/")


# What a role asks for


@pytest.fixture
def editor(li: User) -> User:
    li.is_superuser = False
    li.save()
    li.groups.add(Group.objects.create(name="Editor"))
    return li


@pytest.mark.parametrize(
    ("roles", "target"),
    [([], None), (["Importer"], None), (["Editor"], "/admin/account/two-step/")],
)
def test_a_role_that_asks_for_two_steps_opens_nothing_before(
    client: Client, editor: User, roles: list[str], target: str | None
) -> None:
    make_settings(second_factor_roles=roles)
    sign_in(client)
    assert client.get("/admin/").headers.get("Location") == target


def test_whoever_may_do_everything_can_be_asked_too(client: Client, li: User) -> None:
    make_settings(second_factor_roles=[SiteSettings.ALL_RIGHTS])
    sign_in(client)
    assert client.get("/admin/")["Location"] == "/admin/account/two-step/"


def test_the_desk_opens_as_soon_as_it_is_set_up(client: Client, editor: User) -> None:
    make_settings(second_factor_roles=["Editor"])
    sign_in(client)
    TOTP.activate(editor, SECRET)
    assert client.get("/admin/").status_code == 200


def test_a_form_sent_meanwhile_shows_what_was_typed(client: Client, editor: User) -> None:
    make_settings(second_factor_roles=["Editor"])
    sign_in(client)
    page = client.post("/admin/people/person/add/", {"name_zh_hans": "李岚在港口"})
    assert (page.status_code, "李岚在港口" in page.text) == (403, True)


# Age and idleness


@pytest.mark.parametrize(("days", "target"), [(0, None), (30, "/admin/password_change/")])
def test_an_old_password_is_changed_first(
    client: Client, li: User, settings: Settings, days: int, target: str | None
) -> None:
    settings.PASSWORD_MAX_DAYS = days
    User.objects.update(password_set_at=timezone.now() - timedelta(days=31))
    sign_in(client)
    assert client.get("/admin/").headers.get("Location") == target


def test_a_new_password_opens_the_desk(client: Client, li: User, settings: Settings) -> None:
    settings.PASSWORD_MAX_DAYS = 30
    User.objects.update(password_set_at=timezone.now() - timedelta(days=31))
    sign_in(client)
    new = "quiet-harbour-77"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post("/admin/password_change/", sent)
    assert client.get("/admin/").status_code == 200


@pytest.fixture
def idle(client: Client, li: User, settings: Settings) -> Client:
    """Return a client whose session was last used 31 minutes ago, of 30 that it may lie."""
    settings.IDLE_MINUTES = 30
    sign_in(client)
    session = client.session
    session["active_at"] = int(time.time()) - 31 * 60
    session.save()
    return client


def test_a_session_that_lies_idle_ends(idle: Client) -> None:
    assert idle.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_why_it_ended_is_told_at_the_sign_in_and_goes_to_no_public_page(idle: Client) -> None:
    waiting = idle.get("/admin/").cookies["desk_messages"]
    page = idle.get("/admin/login/")
    read = page.cookies["desk_messages"]
    assert (waiting["path"], read["path"], read["max-age"]) == ("/admin/", "/admin/", 0)
    assert "You were signed out after a time without use." in page.text


def test_a_cookie_of_an_earlier_release_hides_no_message(idle: Client) -> None:
    cookies = idle.get("/admin/").cookies.values()
    sent = [f"{cookie.key}={cookie.coded_value}" for cookie in cookies]
    # The one with the shorter path comes last.
    page = idle.get("/admin/login/", headers={"cookie": "; ".join([*sent, "messages=earlier"])})
    assert "You were signed out after a time without use." in page.text


def test_it_ends_for_the_heartbeat_of_an_open_page_too(idle: Client) -> None:
    assert idle.get("/admin/autosaves/offers/").status_code == 302


def test_what_was_typed_into_an_idle_page_is_shown_again(idle: Client) -> None:
    page = idle.post("/admin/people/person/add/", {"name_zh_hans": "李岚在港口"})
    assert (page.status_code, "李岚在港口" in page.text) == (403, True)


@pytest.mark.parametrize(
    "url",
    ["/admin/autosaves/offers/", "/admin/forum/importupload/1/status/", "/admin/progress/no-such/"],
)
def test_a_heartbeat_keeps_no_session_alive(
    client: Client, li: User, settings: Settings, url: str
) -> None:
    settings.IDLE_MINUTES = 30
    sign_in(client)
    session = client.session
    state_before = session["active_at"] = int(time.time()) - 29 * 60
    session.save()
    client.get(url)
    assert client.session["active_at"] == state_before


# Sessions


def days_left() -> int:
    """Return for how many whole days the only session is stored."""
    return (Session.objects.get().expire_date - timezone.now()).days


def test_the_session_of_a_stranger_is_soon_over(client: Client) -> None:
    client.get("/admin/account/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert days_left() == 0


def test_whoever_signs_in_by_any_step_keeps_it(client: Client, with_app: User) -> None:
    sign_in(client)
    begun = days_left()
    client.post("/admin/account/two-step/code/", {"code": code()})
    assert (begun, days_left()) == (0, 13)


def test_signing_out_elsewhere_leaves_this_browser(client: Client, li: User) -> None:
    other_client = Client()
    sign_in(other_client)
    sign_in(client)
    client.post("/admin/account/sessions/")
    assert client.get("/admin/").status_code == 200
    assert other_client.get("/admin/").status_code == 302


def test_the_list_names_the_browser(client: Client, li: User) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    sign_in(client, headers={"user-agent": agent})
    page = client.get("/admin/account/sessions/", headers={"user-agent": agent})
    assert "Edge · Windows" in page.text


# The emergency command


def test_the_command_takes_the_second_step_away(client: Client, with_app: User) -> None:
    sign_in(client)
    client.post("/admin/account/two-step/code/", {"code": code()})
    call_command("reset_second_factor", "li")
    assert (Authenticator.objects.count(), UserSession.objects.count()) == (0, 0)
    assert sign_in(Client())["Location"] == "/admin/"
    assert AuditEntry.objects.get().action == AuditEntry.Action.FACTOR_RESET


def test_the_command_names_whom_it_does_not_know() -> None:
    with pytest.raises(CommandError, match="Nobody has the user name “wang”"):
        call_command("reset_second_factor", "wang")


# One's own account


def test_one_changes_one_s_own_name_and_language(client: Client, li: User) -> None:
    sign_in(client)
    sent = {"last_name": "李", "first_name": "岚", "email": "li@example.org", "language": "en"}
    answer = client.post("/admin/account/", sent)
    li.refresh_from_db()
    assert (str(li), li.language, answer.cookies["django_language"].value) == ("李岚", "en", "en")


def test_a_new_address_needs_the_password(client: Client, li: User) -> None:
    client.force_login(li)
    answer = client.post("/admin/account/", {"email": "other@example.org"})
    li.refresh_from_db()
    assert answer["Location"].startswith("/admin/account/confirm/")
    assert li.email == "li@example.org"


# What is written to whoever an account belongs to


def subjects() -> list[tuple[list[str], str]]:
    return [(letter.to, letter.subject.partition("] ")[2]) for letter in mail.outbox]


@pytest.fixture
def reader(li: User) -> User:
    """Return li, who reads English."""
    li.language = "en"
    li.save()
    return li


def test_a_new_password_is_told_to_its_owner(reader: User) -> None:
    reader.set_password("other-lights-9")
    reader.save()
    assert subjects() == [(["li@example.org"], "The password was changed.")]


def test_a_hash_made_anew_at_the_sign_in_is_no_news(
    client: Client, li: User, settings: Settings
) -> None:
    former = "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"
    settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, former]
    li.password = make_password(PASSWORD, hasher="pbkdf2_sha1")
    User.objects.bulk_update([li], ["password"])
    sign_in(client)
    assert mail.outbox == []


def test_a_new_address_is_told_to_both(reader: User) -> None:
    reader.email = "new@example.org"
    reader.save()
    words = "The address of mail was changed from li@example.org to new@example.org."
    assert subjects() == [(["li@example.org"], words), (["new@example.org"], words)]


def test_what_was_done_to_a_second_factor_is_told_in_the_reader_s_language(
    client: Client, with_app: User
) -> None:
    User.objects.update(language="zh-hans")
    (recovery_code, *_others) = RecoveryCodes.activate(with_app).get_unused_codes()
    sign_in(client)
    client.post("/admin/account/two-step/code/", {"code": recovery_code})
    (letter,) = mail.outbox
    assert ("剩余恢复码\uff1a9个" in letter.subject, "127.0.0.1" in letter.body) == (True, True)


def test_an_app_that_is_switched_off_is_told(client: Client, reader: User, with_app: User) -> None:
    sign_in(client)
    client.post("/admin/account/two-step/code/", {"code": code()})
    client.post("/admin/account/two-step/app/remove/")
    assert subjects() == [
        (["li@example.org"], "The app for two-step verification was switched off.")
    ]


# Secrets lie encrypted


def test_secrets_lie_encrypted(with_app: User) -> None:
    RecoveryCodes.activate(with_app)
    data = str([factor.data for factor in Authenticator.objects.all()])
    assert (SECRET in data, data.count("fernet:")) == (False, 2)


def test_what_a_former_key_encrypted_is_read_and_made_anew(
    with_app: User, settings: Settings
) -> None:
    factor = Authenticator.objects.get(type="totp")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key" * 5
    state_before = secret_box.decrypt(factor.data["secret"])
    secret_box.renew_factors(Authenticator)
    settings.SECRET_KEY_FALLBACKS = []
    factor.refresh_from_db()
    assert (state_before, secret_box.decrypt(factor.data["secret"])) == (SECRET, SECRET)


def test_a_secret_that_no_key_opens_lets_nobody_in(
    client: Client, with_app: User, settings: Settings
) -> None:
    stored = Authenticator.objects.get(type="totp").data["secret"]
    settings.SECRET_KEY = "another key" * 5
    assert secret_box.decrypt(stored) not in ("", SECRET, secret_box.decrypt(stored))


def test_what_was_stored_before_is_encrypted(with_app: User) -> None:
    Authenticator.objects.filter(type="totp").update(data={"secret": SECRET})
    secret_box.renew_factors(Authenticator)
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert (stored.startswith("fernet:"), secret_box.decrypt(stored)) == (True, SECRET)
