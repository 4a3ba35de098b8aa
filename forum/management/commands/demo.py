"""The site with its sample records, ready to look at: one command, nothing to set up."""

import io
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from forum import embedded
from forum.database.addresses import for_requests
from forum.database.statistics import analyze_tables
from forum.delivery.publishing import folder_owner, publisher
from forum.demo.extras import apply_extras
from forum.demo.sample_documents import demo_documents
from forum.history.recording import recording
from forum.management.free_port import require_free_port
from forum.management.localized_command import leave_properly
from forum.models import ImportRun, SearchEntry, SiteSettings, TranslationTally

HOST = "127.0.0.1"
LOGIN = "editor"


class Command(BaseCommand):
    """Migrate, import the sample records once, make a staff login, serve."""

    help = "Serve the site with the sample records on this machine."
    # The database may not exist yet, and the checks of models would ask it.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Default: 8000.")
        parser.add_argument("--reset", action="store_true", help="Erase all data first.")
        parser.add_argument("--no-serve", action="store_true", help="Set up only.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo is for development: it does not run with DEBUG=0.")
        port = options["port"]
        leave_properly(0)
        if not options["no_serve"]:
            require_free_port(HOST, port, "Choose another, for example: PORT=8001 make demo")
        if options["reset"]:
            self.reset()
        self.set_up()
        self.tell(port)
        if not options["no_serve"]:
            meet_as_visitors_do(port)
            watch_database()
            with worker():
                call_command("runserver", f"{HOST}:{port}", use_reloader=False, skip_checks=True)

    def reset(self) -> None:
        """Erase the embedded database and the files; another server is not ours to erase."""
        if not settings.EMBEDDED_DATABASE:
            raise CommandError(
                "DATABASE_URL names a server of your own, which is not erased here. "
                "Unset it, or empty that database yourself."
            )
        if embedded.in_use(settings.DATA_DIR):
            raise CommandError("The demo is running: stop it first (Ctrl-C), then start over.")
        embedded.erase(settings.DATA_DIR)
        for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
            shutil.rmtree(folder, ignore_errors=True)
        password_file().unlink(missing_ok=True)

    def set_up(self) -> None:
        """Bring the database up to date and fill it, keeping whatever was edited."""
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        with tempfile.TemporaryDirectory() as folder:
            missing = missing_records(demo_documents(Path(folder)))
            for path in missing:
                self.stdout.write(f"Importing the sample record {path.name} ...")
                call_command(
                    "import_record",
                    str(path),
                    publish=True,
                    despite_doubts=True,
                    stdout=io.StringIO(),
                )
        if missing or not is_complete():
            self.stdout.write("Adding what the records do not say ...")
            with recording():
                apply_extras()
            analyze_tables()
        else:
            complete_older_site()
        call_command("make_roles", stdout=io.StringIO())
        make_login()

    def tell(self, port: int) -> None:
        """Print the addresses and the login."""
        base = f"http://{HOST}:{port}"
        server = "the embedded PostgreSQL" if settings.EMBEDDED_DATABASE else "PostgreSQL"
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
        self.stdout.write(
            f"\n  Chinese  {base}/zh-hans/\n  English  {base}/en/\n  Admin    {base}/admin/\n"
            f"\n  Login    {LOGIN}\n  Password {login_password()}\n"
            f"\n  Database: {server} {version}. Ctrl-C stops the site; "
            "what you edit is kept.\n"
        )


def watch_database() -> None:
    """Let no request wait for a database that hangs, as in service; start one that was killed."""
    if settings.EMBEDDED_DATABASE:
        embedded.keep_running(settings.DATA_DIR)
    usual = connections.settings["default"]
    database = {
        **usual, "ENGINE": "django.db.backends.postgresql", "OPTIONS": {**usual["OPTIONS"]},
    }  # fmt: skip
    for_requests(
        database,
        threads=settings.SERVER_THREADS,
        statement_timeout=settings.STATEMENT_TIMEOUT,
        has_pooler=settings.DATABASE_POOLER,
    )
    # Of the threads that serve: this one's connection stays as it is.
    connections.settings["default"] = database


def complete_older_site() -> None:
    """Make what a site lacks that was set up before it could be searched, or counted texts."""
    if not SearchEntry.objects.exists():
        call_command("rebuild_search", stdout=io.StringIO())
    if not TranslationTally.objects.exists():
        call_command("rebuild_translations", stdout=io.StringIO())


@contextmanager
def worker() -> Iterator[None]:
    """Do what is to be done in the background, in a process that ends with this one."""
    # Its pipe tells it of our end, however that comes about; Ctrl-C is ours alone to hear.
    process = subprocess.Popen(
        [sys.executable, "-m", "forum.demo.worker"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATA_DIR": str(settings.DATA_DIR),
            "PUBLISH_ADDRESS": settings.PUBLISH_ADDRESS,
            "SITE_ADDRESS": settings.SITE_ADDRESS,
        },
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def missing_records(paths: list[Path]) -> list[Path]:
    """Return those that were never imported, so that a second start keeps what was edited."""
    imported = set(ImportRun.objects.values_list("source", flat=True))
    return [path for path in paths if path.name not in imported]


def is_complete() -> bool:
    """Tell whether the samples were completed once: the site's settings are the last of that."""
    return SiteSettings.objects.exists()


def meet_as_visitors_do(port: int) -> None:
    """Publish pages, and answer what is missing or fails with the site's own, as in service."""
    # Which addresses there are is decided with DEBUG still on: those of pictures among them.
    import_module(settings.ROOT_URLCONF)
    settings.DEBUG = False
    settings.PUBLISH_ADDRESS = f"http://{HOST}:{port}"
    # Mails lead back here, unless the site is said to be found elsewhere.
    if not os.environ.get("SITE_ADDRESS"):
        settings.SITE_ADDRESS = settings.PUBLISH_ADDRESS
    # What an earlier release made.
    folder_owner.claim_folder()
    publisher.forget_all()


def password_file() -> Path:
    """Return where the login's password is kept, readable by its owner only."""
    return Path(settings.DATA_DIR) / "demo-password"


def login_password() -> str:
    """Return the password that the demo's login was made with, else how to come by one.

    The database of a folder that is closed to others lies outside of it, and may be older.
    """
    if password_file().exists():
        return password_file().read_text()
    return f"(made before; set another: manage.py changepassword {LOGIN}; or begin anew: --reset)"


def make_login() -> None:
    """Make the staff login once; a password that was changed since stays changed."""
    users = get_user_model().objects
    if users.filter(username=LOGIN).exists():
        return
    password = secrets.token_urlsafe(9)
    users.create_superuser(LOGIN, password=password)
    password_file().parent.mkdir(parents=True, exist_ok=True)
    password_file().touch(mode=0o600)
    password_file().write_text(password)
