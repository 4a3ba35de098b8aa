"""Serve the site with its WSGI server, granian, as production does."""

import os
import sys
import sysconfig
import tempfile
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum.management import server
from forum.management.free_port import require_free_port
from forum.management.named_purpose import require_purpose


class Command(BaseCommand):
    """Become the server: this process ends when the server does."""

    # `upgrade` checks; here it would load the whole site, twice before the first byte.
    requires_system_checks = ()
    help = "Serve the site for a web server in front of it, which hands out /media/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Default: 127.0.0.1.")
        parser.add_argument("--port", type=int, default=8000, help="Default: 8000.")
        parser.add_argument(
            "--workers",
            type=int,
            default=default_workers(),
            help="Processes, each of SERVER_THREADS threads. Default: one a core, four at most.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers takes a number of processes, from 1 up.")
        require_purpose()
        if not settings.DEBUG and settings.SECURE_SSL_REDIRECT and not settings.BEHIND_PROXY:
            raise CommandError(
                "Every request would be redirected to https for ever: set BEHIND_PROXY=1 where a "
                "proxy sets X-Forwarded-Proto, or SECURE_SSL_REDIRECT=0 where there is no https."
            )
        # Two servers at one port would each answer some of the requests.
        require_free_port(
            options["host"], options["port"], "Stop what listens there, or name another: --port."
        )
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = empty_metrics_folder()
        # Threads that take turns anyway need no memory of their own: a tenth less of it.
        os.environ.setdefault("MALLOC_ARENA_MAX", "1")
        # Else each process looks this up among all that Python was built with, and remembers that.
        os.environ.setdefault("PYTHONTZPATH", sysconfig.get_config_var("TZPATH") or "")
        command = server_command(options["host"], options["port"], options["workers"])
        os.execv(command[0], command)  # noqa: S606 - the server takes this process' place


def default_workers() -> int:
    """Return as many processes as cores, but no more than memory and connections are laid out for.

    The recipes give the server 1.5 GB, PostgreSQL as it comes a hundred connections.
    """
    return min(4, os.cpu_count() or 1)


def empty_metrics_folder() -> str:
    """Return a folder for the counts of this server's processes, which begin at nothing."""
    return tempfile.mkdtemp(prefix="forum-metrics-")


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Return the command line of the server's first process."""
    threads = settings.SERVER_THREADS
    return [
        sys.executable, server.__file__,
        host, str(port), str(workers), str(threads), str(settings.BASE_DIR),
        settings.LOG_FORMAT,
    ]  # fmt: skip
