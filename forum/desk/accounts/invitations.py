"""Invitations: an account is made by an administrator, its password by whoever it is for."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from forum.history.audit import Action, log_action
from people.models import User


def password_url(request: HttpRequest, user: User) -> str:
    """Return the address where somebody sets a password once, within PASSWORD_RESET_TIMEOUT."""
    token = default_token_generator.make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    return str(get_adapter(request).get_reset_password_from_key_url(key))


def invite(request: HttpRequest, user: User, inviter: User) -> None:
    """Send somebody the mail by which the account becomes hers or his; log it."""
    context = {
        "user": user,
        "username": user.get_username(),
        "inviter": inviter,
        "password_url": password_url(request, user),
        "desk_url": request.build_absolute_uri(reverse("admin:index")),
        "days": timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days,
    }
    get_adapter(request).send_mail("account/email/invitation", user.email, context)
    log_action(Action.INVITED, user, inviter)
