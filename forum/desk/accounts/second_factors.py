"""A second factor that is lost: taken away by an administrator, or by a command."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forum.desk.accounts.security_mail import write_to
from forum.history.audit import Action, log_action
from people.models import User


@transaction.atomic
def reset_factor(user: User, by: User | None = None) -> int:
    """Take every second factor of somebody away, and end her or his sessions; log it.

    Return how many factors there were, without the recovery codes.
    """
    factors = Authenticator.objects.filter(user=user)
    count = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    factors.delete()
    end_sessions(user)
    write_to(user, _("Two-step verification was reset: the next sign-in needs the password alone."))
    log_action(Action.FACTOR_RESET, user, by)
    return count


def end_sessions(user: User) -> int:
    """Sign somebody out everywhere; return from how many browsers."""
    sessions = UserSession.objects.purge_and_list(user)
    for session in sessions:
        session.end()
    return len(sessions)
