"""What an account owes before the desk opens to it, and when a session ends by itself.

What is owed is looked up at the sign-in and every few minutes, not at each request; as long as
something is owed, at each request, so that the desk opens as soon as it is paid.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, Final

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from forum.desk.base_admin import staff_of
from forum.desk.refusals import owing_page
from forum.models import SiteSettings
from people.models import User

FACTOR: Final = "factor"
PASSWORD: Final = "password"  # noqa: S105 (a kind of debt)
_PAID_AT: Final = {FACTOR: "mfa_index", PASSWORD: "admin:password_change"}
_CHECKED, _ACTIVE, _DEBT = "rules_checked_at", "active_at", "debt"
# Seconds between two looks.
_PERIOD: Final = 300
_ACTIVE_PERIOD: Final = 30
# Sent by a page that lies open, by nobody's hand.
_HEARTBEATS: Final = {
    "presence", "autosave-offers", "forum_importupload_status", "work-progress",
}  # fmt: skip
# Open to whoever owes something.
_OPEN: Final = {
    "logout", "password_change", "password_change_done", "set_language", "jsi18n",
    "autosave-offers", "autosave-keep",
}  # fmt: skip
_OPEN_BEGINNINGS: Final = ("mfa_", "account_")

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def under_account_rules[**P](view: View[P]) -> View[P]:
    """Make a page of the desk open to those who owe nothing, in a session that has not gone idle.

    Whoever has gone idle is a stranger to the view, which keeps what was typed.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            if _has_gone_idle(request):
                logout(request)
                messages.info(request, gettext("You were signed out after a time without use."))
            elif (debt := _look_at(request)) and not _is_open(request):
                return _ask_for(request, debt)
        return view(request, *args, **kwargs)

    return answer


def begin_session(request: HttpRequest, user: User, **signal: object) -> None:
    """Note at a sign-in what somebody owes."""
    now = int(time.time())
    request.session[_CHECKED] = request.session[_ACTIVE] = now
    request.session[_DEBT] = find_debt(user)


def find_debt(user: User) -> str:
    """Return what somebody owes before the desk opens, "" for nothing."""
    if needs_factor(user) and not is_mfa_enabled(user):
        return FACTOR
    return PASSWORD if _has_old_password(user) else ""


def needs_factor(user: User) -> bool:
    """Tell whether a role of somebody asks for a second factor."""
    roles = SiteSettings.current().second_factor_roles
    if user.is_superuser and SiteSettings.ALL_RIGHTS in roles:
        return True
    return bool(roles) and user.groups.filter(name__in=roles).exists()


def _has_old_password(user: User) -> bool:
    days = settings.PASSWORD_MAX_DAYS
    if not days or not user.has_usable_password():
        return False
    return (user.password_set_at or user.date_joined) < timezone.now() - timedelta(days=days)


def _has_gone_idle(request: HttpRequest) -> bool:
    """Tell whether a session lay unused for too long; else note that it is used."""
    if not settings.IDLE_MINUTES:
        return False
    now = int(time.time())
    idle = now - request.session.get(_ACTIVE, now)
    if idle > settings.IDLE_MINUTES * 60:
        return True
    by_hand = _page_name(request) not in _HEARTBEATS
    if by_hand and (idle >= _ACTIVE_PERIOD or _ACTIVE not in request.session):
        request.session[_ACTIVE] = now
    return False


def _look_at(request: HttpRequest) -> str:
    """Return what the user of a session owes, looked up anew where that is due."""
    now = int(time.time())
    debt: str = request.session.get(_DEBT, "")
    if debt or now - request.session.get(_CHECKED, 0) > _PERIOD:
        debt = find_debt(staff_of(request))
        request.session[_DEBT], request.session[_CHECKED] = debt, now
        sessions = UserSession.objects.filter(session_key=request.session.session_key)
        sessions.update(last_seen_at=timezone.now())
    return debt


def _ask_for(request: HttpRequest, debt: str) -> HttpResponseBase:
    reason = (
        gettext("Your role asks for two-step verification: set it up to go on.")
        if debt == FACTOR
        else gettext("Your password is older than this site allows: choose a new one to go on.")
    )
    if request.method not in ("GET", "HEAD"):
        return owing_page(request, reason)
    messages.warning(request, reason)
    return redirect(_PAID_AT[debt])


def _is_open(request: HttpRequest) -> bool:
    name = _page_name(request)
    return name in _OPEN or name.startswith(_OPEN_BEGINNINGS)


def _page_name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""
