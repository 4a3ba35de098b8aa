"""Mail what happened to those who want one mail a day."""

from django.core.management.base import BaseCommand

from forum.desk.notifications.letters import send_digest
from forum.permissions.access import active_staff


class Command(BaseCommand):
    help = "Send the digests of the day; for a timer, see deploy/forum-daily.service."

    def handle(self, *args: object, **options: object) -> None:
        counts = [send_digest(user) for user in active_staff().filter(daily_digest=True)]
        sent = [count for count in counts if count]
        self.stdout.write(f"Digests sent: {len(sent)}, notifications in them: {sum(sent)}")
