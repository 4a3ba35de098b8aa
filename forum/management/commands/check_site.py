"""Look at the whole site as an operator would, and say what is not as it should be."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from forum.management.localized_command import show_progress
from forum.management.site_checks import files, pages, services
from forum.management.site_checks.findings import Severity, SiteFinding, error

type Check = Callable[[], Iterator[SiteFinding]]


class Command(BaseCommand):
    """``manage.py check_site``: exit code 0 when nothing is wrong, 1 with errors."""

    help = (
        "Look at settings, database, worker, published pages, mail, fonts, disk, backup, files, "
        "headers and links. "
        "Each finding is one sentence: the place, what is there, what to do. Nothing is changed. "
        "The exit code is 1 with any error, 0 otherwise."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        subjects = list(list_checks(1))
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--only", nargs="+", choices=subjects, default=subjects, help="Look at these alone."
        )
        parser.add_argument(
            "--pages", type=int, default=2000, help="Pages whose links are followed. Default: 2000."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pages"] < 1:
            raise CommandError("--pages takes a number of pages, from 1 up.")
        all_checks = list_checks(options["pages"])
        findings = []
        for subject in options["only"]:
            show_progress(self.stderr, f"looking at {subject}")
            findings += look(subject, all_checks[subject])
        show_progress(self.stderr, "")
        errors = sum(finding.severity == Severity.ERROR for finding in findings)
        if options["format"] == "json":
            report = {"errors": errors, "findings": [finding.as_dict() for finding in findings]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.tell(findings, options["only"])
        if errors:
            raise CommandError(f"Errors: {errors}, see above.")

    def tell(self, findings: list[SiteFinding], subjects: list[str]) -> None:
        for finding in findings:
            style = self.style.ERROR if finding.severity == Severity.ERROR else self.style.WARNING
            self.stdout.write(style(str(finding)))
        faulty = {finding.subject for finding in findings}
        sound = ", ".join(subject for subject in subjects if subject not in faulty)
        self.stdout.write(f"Sound: {sound or 'nothing'}.")


def list_checks(most_pages: int) -> dict[str, Check]:
    return {
        "settings": services.check_settings,
        "database": services.check_database,
        "worker": services.check_worker,
        "pages": services.check_published_folder,
        "mail": services.check_mail,
        "fonts": services.check_fonts,
        "disk": services.check_disk,
        "backup": services.check_backup,
        "files": files.check_files,
        "headers": pages.check_headers,
        "links": partial(pages.check_links, most_pages),
    }


def look(subject: str, check: Check) -> list[SiteFinding]:
    """Return what a check finds; one that cannot be done is a finding too."""
    try:
        return list(check())
    except (DatabaseError, InterfaceError, OSError) as reason:
        sentence = " ".join(str(reason).split()).rstrip(".")
        return [
            error(subject, subject, f"it could not be looked at ({sentence})", "Mend it first.")
        ]
