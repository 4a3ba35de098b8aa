"""Let somebody in again who lost telephone and recovery codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from forum.desk.accounts.second_factors import reset_factor
from people.models import User


class Command(BaseCommand):
    help = "Take the second factor of a member of staff away; the next sign-in needs the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="The user name, as the desk lists it.")

    def handle(self, *args: object, **options: object) -> None:
        name = str(options["username"])
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Nobody has the user name “{name}”. Names are case-sensitive.")
        count = reset_factor(user)
        if not count:
            self.stdout.write(f"{name} had no second factor; sessions are ended.")
            return
        self.stdout.write(f"{name}: {count} second factors taken away, sessions are ended.")
