"""Make the file of every public page anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from forum.delivery.publishing import folder_owner, publisher, settling
from forum.management.localized_command import show_progress
from forum.management.published_folder import require_all_made, require_own_pages


class Command(BaseCommand):
    """Needed after a new release, whose pages look otherwise, and after a new address."""

    help = "Make the files of all public pages anew: after an upgrade, or a new PUBLISH_ADDRESS."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        require_own_pages()
        folder_owner.claim_folder()
        settling.settle_changes()
        publisher.forget_all()
        count = publisher.publish_missing(self._tell)
        show_progress(self.stderr, "")
        self.stdout.write(f"{count} pages published in {settings.PUBLISH_ROOT}.")
        require_all_made()

    def _tell(self, pages: int, missing: int) -> None:
        show_progress(self.stderr, f"{pages:,} pages made, {missing:,} to go")
