"""The pages of accounts, and how allauth's own get the desk's frame."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.desk.accounts.adapters import is_let_in, set_language_cookie
from forum.desk.accounts.forms import ProfileForm, dress
from forum.desk.accounts.rules import needs_factor
from forum.desk.base_admin import Words, staff_of
from forum.desk.content_policy import with_desk_policy

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def framed[**P](view: View[P], title: Words = "") -> View[P]:
    """Give a page of allauth's what the desk's templates read, and its forms the desk's look."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            context = response.context_data or {}
            for value in context.values():
                if isinstance(value, BaseForm):
                    dress(value)
            shared = {**admin.site.each_context(request), "title": title}
            response.context_data = shared | context
        return response

    return answer


def at_the_door[**P](view: View[P], title: Words = "") -> View[P]:
    """Make a page for whoever has not signed in yet."""
    return with_desk_policy(framed(view, title))


def inside[**P](view: View[P], title: Words = "") -> View[P]:
    """Make a page for whoever has signed in."""
    page: View[P] = admin.site.admin_view(framed(view, title))
    return page


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; whoever has lost the right to enter signs in under another."""
    if request.user.is_authenticated and not is_let_in(staff_of(request)):
        logout(request)
    view = LoginView.as_view(extra_context={"single_sign_on": _single_sign_on()})
    return framed(view, _("Sign in"))(request)


def _single_sign_on() -> str:
    """Return what the button of single sign-on says, "" where there is none."""
    if not settings.SINGLE_SIGN_ON:
        return ""
    if name := settings.SINGLE_SIGN_ON_NAME:
        return gettext("Sign in with %(provider)s") % {"provider": name}
    return gettext("Single sign-on")


def sessions(request: HttpRequest) -> HttpResponseBase:
    """List where somebody is signed in, and sign out everywhere else."""
    if request.method == "GET":
        # A changed password gives the session another key.
        UserSession.objects.create_from_request(request)
    return ListUserSessionsView.as_view()(request)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what somebody says of herself or himself."""
    user = staff_of(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        if "email" in form.changed_data:
            # Whoever has the address can set a new password.
            raise_if_reauthentication_required(request, app="allauth.account")
        form.save()
        messages.success(request, gettext("Saved."))
        response: HttpResponse = redirect("account-profile")
        set_language_cookie(response, user.language)
        return response
    # A form that was refused has written into the user that the page names.
    user.refresh_from_db(fields=form.Meta.fields)
    context = {"form": form, "needs_factor": needs_factor(user)}
    return TemplateResponse(request, "admin/accounts/profile.html", context)
