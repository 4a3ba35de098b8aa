"""What happens when something is saved: an address that changed keeps leading to its record, the
record is found, its name stands in the glossary, its pictures lie in the public folder or out of
it, no published page tells what was before, and the pages for trouble bear the site's present name
and footer.
"""

import sys
from typing import Any

from allauth.account.apps import AccountConfig
from allauth.socialaccount.apps import SocialAccountConfig
from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.db import transaction
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Site")

    def ready(self) -> None:
        from forum.delivery.publishing import publisher, reads
        from forum.history import recording
        from forum.history.working_copies import diverting, files
        from forum.localization import signals as translations
        from forum.localization.glossary import name_terms
        from forum.observability import deployment_checks  # noqa: F401  (registers them)
        from forum.search import index
        from forum.workflow.take_down import pictures

        post_save.connect(keep_old_address, dispatch_uid="keep_old_address")
        index.connect_signals()
        recording.connect_signals()
        diverting.connect_signals()
        files.connect_signals()
        name_terms.connect_signals()
        translations.connect_signals()
        pictures.follow_saves()
        reads.follow_reads()
        publisher.follow_writes()
        post_migrate.connect(note_changes, self, dispatch_uid="note_changes")
        post_save.connect(
            write_error_pages, self.get_model("SiteSettings"), dispatch_uid="write_error_pages"
        )


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
        super().ready()
        # A server, which `serve` becomes, loads it with the first request to the desk.
        if not settings.SERVING and sys.argv[1:2] != ["serve"]:
            from forum.desk import start  # noqa: F401


def keep_old_address(
    sender: type,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Store a redirect when the slug of a record has changed."""
    from forum.core.addressable import Addressed
    from forum.models import SlugRedirect

    written = update_fields is None or "slug" in update_fields
    if isinstance(instance, Addressed) and written and not raw:
        SlugRedirect.keep(instance)


def note_changes(**kwargs: object) -> None:
    """Have every change of what pages show noted, that of new tables too; no page outlives it."""
    from forum.delivery.publishing import changes, publisher

    changes.install_triggers()
    if settings.PUBLISH_ADDRESS:
        publisher.forget_all()


def write_error_pages(sender: type, raw: bool = False, **kwargs: Any) -> None:
    """Write the pages for trouble anew; a folder that cannot be written to is logged, no more."""
    from forum.site import static_error_pages

    if not raw:
        transaction.on_commit(static_error_pages.write_pages, robust=True)
