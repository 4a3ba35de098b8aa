"""What is written to somebody whose sign-in was changed, so that nobody else changes it unnoticed.

Nobody switches these mails off.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.desk.accounts.browsers import name_browser
from forum.desk.base_admin import Words
from forum.desk.notifications.letters import language_of
from forum.models import SiteSettings
from forum.site.client_addresses import client_address
from forum.workflow.step_labels import moment
from people.models import User

# By the names that allauth gives its own mails.
FACTOR_SENTENCES: Final[Mapping[str, Words]] = {
    "mfa/email/totp_activated": _("An app for two-step verification was set up."),
    "mfa/email/totp_deactivated": _("The app for two-step verification was switched off."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _(
        "New recovery codes were made; the former ones hold no more."
    ),
    "socialaccount/email/account_connected": _("The account was connected with single sign-on."),
}


def write_to(
    user: User,
    sentence: Words,
    values: Mapping[str, object] = MappingProxyType({}),
    address: str = "",
) -> None:
    """Tell somebody what was done with the account.

    sentence: translated when it is read; values: of its places. address: where, if not to the
    account's.
    """
    if not (address := address or user.email):
        return
    with translation.override(language_of(user)):
        facts = {"sentence": str(sentence) % values, "user": user, **_circumstances(user)}
        subject = render_to_string("account/email/security_subject.txt", facts)
        body = render_to_string("account/email/security_message.txt", facts)
    EmailMessage(" ".join(subject.split()), body.strip() + "\n", None, [address]).send()


def _circumstances(user: User) -> dict[str, object]:
    """Return when and from where it was done; of a command only when."""
    facts: dict[str, object] = {
        "site_name": SiteSettings.current().site_name or gettext("Editors' desk"),
        "moment": moment(timezone.now()),
        "password_url": settings.SITE_ADDRESS + reverse("account_reset_password"),
        "sessions_url": settings.SITE_ADDRESS + reverse("usersessions_list"),
    }
    request: HttpRequest | None = context.request
    if request is None:
        return facts
    actor = getattr(request, "user", None)
    return facts | {
        "actor": actor if actor and actor.is_authenticated and actor.pk != user.pk else None,
        "browser": name_browser(request.headers.get("User-Agent", "")),
        "network_address": client_address(request),
    }


def tell_of_sign(
    sender: object,
    instance: User,
    update_fields: Collection[str] | None = None,
    **signal: object,
) -> None:
    """Write to whoever an account belongs to that is given another password or address.

    A hash that is only made anew, at a sign-in, is saved by itself.
    """
    if instance.pk is None or (update_fields is not None and "email" not in update_fields):
        return
    stored = User.objects.filter(pk=instance.pk).values_list("email", "password").first()
    if stored is None:
        return
    email, password = stored
    if password != instance.password:
        write_to(instance, _("The password was changed."), address=email)
    if email != instance.email:
        values = {"old": email or "–", "new": instance.email or "–"}
        for address in filter(None, (email, instance.email)):
            words = _("The address of mail was changed from %(old)s to %(new)s.")
            write_to(instance, words, values, address)


def tell_of_recovery_code(
    sender: object, user: User, authenticator: Authenticator, **signal: object
) -> None:
    """Write to whoever signed in with a recovery code how many are left."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    authenticator.refresh_from_db()
    codes_left = len(RecoveryCodes(authenticator).get_unused_codes())
    words = _("A recovery code was used to sign in; codes left: %(count)d.")
    write_to(user, words, {"count": codes_left})
