"""What happens when something is saved: an address that changed keeps leading to its record."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Site")

    def ready(self) -> None:
        post_save.connect(keep_old_address, dispatch_uid="keep_old_address")


class DeskConfig(AdminConfig):
    """Django's admin on the site of ours."""

    default_site = "forum.base.desk.site.Desk"


def keep_old_address(
    sender: type,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Store a redirect when the slug of a record has changed."""
    from forum.base.content import Addressed
    from forum.models import SlugRedirect

    written = update_fields is None or "slug" in update_fields
    if isinstance(instance, Addressed) and written and not raw:
        SlugRedirect.keep(instance)
