"""The start of the site and of the desk."""

import sys
from pathlib import Path
from typing import Any

from allauth.account.apps import AccountConfig
from allauth.socialaccount.apps import SocialAccountConfig
from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Site")

    def ready(self) -> None:
        from forum import record_signals
        from forum.delivery.publishing import reads, settling
        from forum.observability import deployment_checks  # noqa: F401  (registers them)
        from forum.observability.outside_services import start_services

        record_signals.connect()
        reads.follow_reads()
        settling.follow_writes()
        post_migrate.connect(note_changes, self, dispatch_uid="note_changes")
        if not becomes_server():
            require_own_address()
            start_services()


class SignInConfig(AccountConfig):
    """The accounts of staff: public requests pass its middleware by, where its own app insists."""

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401  (registers them)


class ProvidersConfig(SocialAccountConfig):
    """Sign-in by an organization's own provider: its libraries load with the desk."""

    def ready(self) -> None:
        from allauth.socialaccount import checks  # noqa: F401  (registers them)


class DeskConfig(SimpleAdminConfig):
    """Django's admin on the site of ours."""

    default_site = "forum.desk.desk_site.DeskSite"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_desk, checks.Tags.admin)
        # A server loads it with the first request to the desk, a command where it asks for one of
        # its addresses, or checks it: most do not, and it is half of what they would load.
        if not settings.SERVING and not is_command():
            from forum.desk import start  # noqa: F401


def check_desk(**kwargs: Any) -> list[checks.CheckMessage]:
    """Check every model's admin, which loads late."""
    from forum.desk import start  # noqa: F401

    return check_admin_app(**kwargs)


def is_command() -> bool:
    """Tell whether this process was started for one of our commands."""
    return Path(sys.argv[0]).name == "manage.py"


def becomes_server() -> bool:
    """Tell whether this is the command whose place a server takes: what it loads is lost."""
    return sys.argv[1:2] == ["serve"]


def require_own_address() -> None:
    """Refuse a pooler to all but the server: a lock, a word and a quiet database pass by it.

    A worker's lock would stay with the pooler when the worker is dead, and be lost when it is not.
    """
    if settings.DATABASE_POOLER and not settings.SERVING:
        raise ImproperlyConfigured(
            "DATABASE_POOLER is 1, which is for the server alone: commands and db_worker take the "
            "database's own address (docs/growing.md)."
        )


def note_changes(**kwargs: object) -> None:
    """Have every change of what pages show noted, that of new tables too; no page outlives it."""
    from forum.delivery.publishing import publisher, triggers

    triggers.install_triggers()
    # Each start of a container migrates, most often nothing.
    if settings.PUBLISH_ADDRESS and kwargs.get("plan", True):
        publisher.forget_all()
