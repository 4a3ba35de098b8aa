"""Delete what was typed in the desk, not saved, and not asked for within thirty days."""

from typing import Any

from django.core.management.base import BaseCommand

from forum.history.autosaves import delete_expired


class Command(BaseCommand):
    """Let go of texts that nobody came back for."""

    help = (
        "Delete texts that were typed in the desk and not saved for 30 days. The desk does so too, "
        "with the first new text that it keeps."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delete_expired()} unsaved texts deleted.")
