"""Erase a person who asks for it: show what goes and what stays, ask, then do it whole."""

import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.history.version_token import OvertakenError
from forum.management.localized_command import show_progress
from forum.workflow.erasure.afterwards import noting_files_left
from forum.workflow.erasure.erase import erase_person
from forum.workflow.erasure.journal import (
    JOURNAL,
    UntoldHostsError,
    erased_again,
    journal_path,
)
from forum.workflow.erasure.plan import Erasure, plan_erasure
from people.models import Person


class Command(BaseCommand):
    """``manage.py erase_person SLUG``."""

    help = (
        "Erase a person: names, titles, biography, portrait, photos, documents and what was kept "
        "of them in revisions, imports, unsaved texts and the activity log. The record of the "
        "event stays: that a guest had a part in a session, under “Name withheld”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="The last part of the person's address.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would go, no more.")
        parser.add_argument(
            "--keep-remarks",
            action="store_true",
            help="What the guest said stays, under “Name withheld”.",
        )
        parser.add_argument(
            "--confirm", metavar="SLUG", help="The slug again: erase without asking."
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="Whoever was erased before and came back with a restored backup; remarks as then.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with noting_files_left() as files_left:
            self.work(options)
        if files_left:
            raise CommandError(
                "Erased, but these files could not be removed; see the log for the reason, and "
                f"remove them by hand: {', '.join(files_left)}."
            )

    def work(self, options: dict[str, Any]) -> None:
        people = (
            erased_again()
            if options["again"]
            else [(self.find_person(options["slug"]), not options["keep_remarks"])]
        )
        for person, with_remarks in people:
            show_progress(self.stderr, "looking for all that names the person")
            erasure = plan_erasure(person)
            show_progress(self.stderr, "")
            self.tell(erasure, with_remarks=with_remarks)
            if options["dry_run"]:
                self.stdout.write("Nothing was changed.")
                continue
            if not options["again"]:
                self.confirm(person, options["confirm"])
            on_step = partial(show_progress, self.stderr)
            try:
                erase_person(erasure, with_remarks=with_remarks, on_step=on_step)
            except OvertakenError as error:
                raise CommandError(
                    f"Nothing of {person.slug} was changed: what tells of the person is not as it "
                    "was shown any more. Run the command again."
                ) from error
            except UntoldHostsError as error:
                raise CommandError(
                    f"Nothing of {person.slug} was changed here: the private bucket does not "
                    f"answer ({error}), and other hosts would not know of it. Run the command "
                    "again once it does. The entry may have reached the bucket all the same: then "
                    "a restore, or erase_person --again, erases the person without asking."
                ) from error
            show_progress(self.stderr, "")
            self.stdout.write(
                f"Erased. The record is people/withheld-{person.pk} now. Backups made until today, "
                "and folders *.before-* that a restore put aside, still hold the person: "
                "daily_work deletes both after thirty days; a restore of one erases again."
            )
        if options["again"] and not journal_path().exists():
            self.stdout.write(
                f"There is no journal of erasures here: if anybody was ever erased, copy {JOURNAL} "
                f"of the latest backup to {journal_path()} and run the command again."
            )
        elif options["again"] and not people:
            self.stdout.write("Nobody who was erased is here.")

    def find_person(self, slug: str | None) -> Person:
        if not slug:
            raise CommandError("Name the person: the last part of the page's address.")
        person = Person.objects.filter(slug=slug).first()
        if person is None:
            raise CommandError(
                f"There is no person “{slug}”: name the last part of the page's address."
            )
        return person

    def confirm(self, person: Person, slug: str | None) -> None:
        if slug is None and sys.stdin.isatty():
            slug = input(f"This cannot be undone. Write “{person.slug}” to erase: ")
        if slug != person.slug:
            raise CommandError(
                f"Nothing was changed: confirm with --confirm {person.slug}, or type it."
            )

    def tell(self, erasure: Erasure, *, with_remarks: bool) -> None:
        """Say what goes, what stays, and what somebody must look at."""
        remarks = "remarks, " if with_remarks else ""
        self.stdout.write(
            f"{erasure.person} ({erasure.person.slug}): known as {', '.join(erasure.names)}.\n"
            f"Goes: name, biography, portrait; titles, captions, {remarks}clearances of "
            f"{len(erasure.appearances)} appearances; {len(erasure.own_photos)} photos; "
            f"{len(erasure.documents)} documents; files and readings of {len(erasure.runs)} "
            "imports; earlier versions; the person's own unsaved texts, working copies and "
            "old addresses; search and glossary.\n"
            "Stays: role, order and attendance of each appearance, under “Name withheld”."
        )
        for photo in erasure.shared_photos:
            self.stdout.write(
                f"Taken out of sight, for others are on it too: photo {photo.pk} of {photo.event}."
            )
        for event in erasure.covered:
            self.stdout.write(f"Goes, for the person alone is on it: the cover of {event}.")
        for mention in erasure.mentions:
            self.stdout.write(f"Edit by hand: {mention.place}: “{mention.text}”")
