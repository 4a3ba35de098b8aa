"""How allauth behaves here: administrators make the accounts, errors tell strangers nothing.

Traps, measured: its sign-up stays open until an adapter closes it; linking by mail makes the local
password unusable, so accounts are connected here; a provider that does not answer is an error 500.
"""

import time
from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import filter_users_by_email, filter_users_by_username
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import language_codes
from forum.desk.accounts import secret_box, security_mail
from forum.desk.base_admin import staff_of
from forum.models import SiteSettings
from forum.site.client_addresses import client_network
from people.models import User

# The same words for a wrong password, an unknown name, and an account that may not enter.
_REFUSED: Final = _("This name and password do not open the desk. Check both, then try again.")
_LOCKED: Final = _(
    "Too many attempts that failed. Wait ten minutes, or set a new password by “Forgotten your "
    "password?”."
)


def site_name() -> str:
    """Return what the site is called in mails and in people's apps."""
    return SiteSettings.current().site_name or gettext("Editors' desk")


def is_let_in(user: User) -> bool:
    """Tell whether somebody may enter the desk."""
    return user.is_active and user.is_staff


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts of the staff."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _REFUSED,
        "email_password_mismatch": _REFUSED,
        "account_inactive": _REFUSED,
        "too_many_login_attempts": _LOCKED,
        "rate_limited": _LOCKED,
        "incorrect_code": _("This code does not hold. Type the one that is shown now."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    # Any: credentials are of every kind, and allauth names its hooks' arguments.

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who has the credentials, if he or she may enter.

        Name and mail address of an account are counted together as well. What that locks is
        answered like a wrong password: other words would tell that both are of one account.
        """
        user = super().authenticate(request, **credentials)
        if not isinstance(user, User):
            return None
        if is_let_in(user) and _is_within_limit(request, f"account {user.pk}", dry_run=True):
            return user
        # A right password has taken its count back; never locked, it would be told from wrong ones.
        self.pre_authenticate(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password for each account that is meant, by whichever of its names."""
        login = self._get_login_attempts_cache_key(request, **credentials)
        users = {*filter_users_by_username(login), *filter_users_by_email(login)}
        # A name that nobody has is counted too: neither answer takes longer.
        for key in [f"account {user.pk}" for user in users] or [f"name {login}"]:
            _is_within_limit(request, key)

    def pre_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse | None:
        """Refuse at the last step whoever may not enter, by whichever way they came."""
        if not is_let_in(user):
            raise ImmediateHttpResponse(turn_away(request, str(_REFUSED)))
        return super().pre_login(request, user, **hooks)

    def post_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse:
        """Open the desk in the language of whoever signs in, and for as long as they stay."""
        request.session.set_expiry(None)
        response = super().post_login(request, user, **hooks)
        set_language_cookie(response, user.language)
        return response

    def is_reauthentication_required(self, *, app: str, **hooks: object) -> bool:
        """Ask for the password again, but not of somebody who has given it just now."""
        request: HttpRequest = context.request
        moments = [step["at"] for step in get_authentication_records(request, staff_of(request))]
        is_fresh = time.time() - max(moments, default=0) < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and super().is_reauthentication_required(app=app)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that attempts are counted by, and that a session is told apart by."""
        return client_network(request) or "0.0.0.0"  # noqa: S104 - nobody listens there

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return the name or address that was typed; whichever host was asked, one count."""
        login = credentials.get("email") or credentials.get("username") or ""
        return str(login).strip().casefold()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the reader, as far as it is known."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "site_name": site_name()})

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write of second factors in the desk's words; passwords are told of as they are saved."""
        if sentence := security_mail.FACTOR_SENTENCES.get(template_prefix):
            security_mail.write_to(user, sentence)


def _is_within_limit(request: HttpRequest, key: str, *, dry_run: bool = False) -> bool:
    """Count an attempt, unless it is a dry run; tell whether there were fewer than lock."""
    return ratelimit.consume(request, action="account_failed", key=key, dry_run=dry_run)


class StaffFactorAdapter(DefaultMFAAdapter):
    """Second factors of the staff; their secrets are stored encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": StaffAccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return secret_box.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret_box.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        """Return the site's name, under which an app lists the code."""
        return site_name()

    def _get_site_name(self) -> str:
        return site_name()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: it opens accounts that there are, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect whoever comes for the first time with the account of the same mail address."""
        if sociallogin.is_existing:
            return
        user = _find_owner(sociallogin)
        if user is None:
            reason = gettext(
                "No account of this desk has your address of mail. Ask an administrator for one."
            )
            raise ImmediateHttpResponse(turn_away(request, reason))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: object = None,
        extra_context: object = None,
    ) -> None:
        raise ImmediateHttpResponse(turn_away(request, silence_words()))


def silence_words() -> str:
    """Return what is said where the provider of single sign-on refuses or does not answer."""
    return gettext(
        "Single sign-on did not work: the provider refused, or did not answer. Try again, or sign "
        "in with your password."
    )


def _find_owner(sociallogin: SocialLogin) -> User | None:
    """Return the one account that may enter with an address that the provider vouches for."""
    addresses = [
        address.email
        for address in sociallogin.email_addresses
        if address.verified or settings.SINGLE_SIGN_ON_TRUSTS_MAIL
    ]
    users = {
        user
        for address in addresses
        for user in User.objects.filter(email__iexact=address)
        if is_let_in(user)
    }
    return users.pop() if len(users) == 1 else None


def turn_away(request: HttpRequest, reason: str) -> HttpResponse:
    """Lead back to the sign-in, where the reason is said."""
    messages.error(request, reason)
    return redirect("admin:login")


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Let the desk speak a language from now on."""
    if language in language_codes():
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
