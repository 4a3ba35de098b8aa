"""The worker of the library, which outlives its database, and publishes pages beside it."""

import logging
import os
import socket
import threading
import time
from argparse import ArgumentParser
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker as library
from django_tasks_db.models import DBTaskResult

from forum.delivery.publishing.watching import watch_pages
from forum.management.named_purpose import require_purpose
from forum.observability.outside_services import time_task
from forum.observability.worker_pulse import find_dead, keep_pulse

logger = logging.getLogger("django_tasks_db")

# Seconds between two attempts while the database is away: at first, and at most.
SOON: Final = 1.0
LATER: Final = 5.0
# Seconds between two looks for what the worker of another machine has left.
LOOK: Final = 60.0
# How often a task is begun that ends its worker each time.
MOST_BEGINS: Final = 3
# How often one is that loses its worker the database each time: it may be what takes that down.
MOST_OUTAGES: Final = 9
# What stands in a task's worker_ids for a worker that lost its database, and not its life.
OUTAGE: Final = "outage"


class LastingWorker(library.Worker):
    """Waits for a database that is away, and takes up again what was under way."""

    def run(self) -> None:
        """Work until told to end; with ``--batch`` an outage ends it too."""
        pause = 0.0
        while self.running:
            try:
                if pause:
                    # The others hold their locks anew only in a while: watch_the_dead looks then.
                    put_back(self.worker_id)
                    logger.warning("The database is back.")
                    pause = 0.0
                else:
                    take_up_again(self.worker_id)
                return super().run()
            except (OperationalError, InterfaceError) as error:
                if self.batch:
                    raise
                if not pause:
                    logger.warning("Waiting for the database: %s", str(error).partition("\n")[0])
                pause = min(pause * 2, LATER) or SOON
                connection.close()
                time.sleep(pause)
        return None

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        with time_task(db_task_result.task_path):
            super().run_task(db_task_result)


def put_back(worker_id: str) -> None:
    """Let be done anew what a worker had begun that has lost its database, and not its life.

    What lost it ``MOST_OUTAGES`` times has failed.
    """
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1:] != [worker_id]:
            continue
        begins = [*task.worker_ids[:-1], OUTAGE]
        if begins.count(OUTAGE) < MOST_OUTAGES:
            _as_it_was_read(task).update(status="READY", worker_ids=begins)
        else:
            _give_up(task, f"Its worker lost the database {MOST_OUTAGES} times.")


def take_up_again(worker_id: str = "", besides: str | None = None) -> None:
    """Let the tasks that a worker, or one that is dead, had begun be done anew; but not for ever.

    besides: the worker whose tasks are left to it, though its connection may have ended.

    What ended its worker ``MOST_BEGINS`` times has failed: it would end the next one too, and what
    waits behind it with that.
    """
    for task in DBTaskResult.objects.running():
        worker = task.worker_ids[-1] if task.worker_ids else ""
        if worker == besides or (worker != worker_id and not find_dead([worker])):
            continue
        if len(task.worker_ids) - task.worker_ids.count(OUTAGE) < MOST_BEGINS:
            logger.warning("Taking up again what %s had begun: %s", worker, task.task_path)
            _as_it_was_read(task).update(status="READY")
        else:
            _give_up(task, f"Its worker ended {MOST_BEGINS} times.")


def _give_up(task: DBTaskResult[Any, Any], reason: str) -> None:
    logger.error("Given up: %s. %s", task.task_path, reason)
    _as_it_was_read(task).update(status="FAILED", finished_at=timezone.now(), traceback=reason)


def _as_it_was_read(task: DBTaskResult[Any, Any]) -> Any:
    """Return the queryset of a task under way; empty where another worker has it meanwhile."""
    return DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)


def watch_the_dead(worker_id: str) -> None:
    """Take up what other workers had begun that are dead since; worker_id: of this one."""
    while True:
        try:
            # After an outage the living need a while to hold their locks anew: what looks is a
            # connection that has lasted for as long.
            connection.ensure_connection()
            time.sleep(LOOK)
            take_up_again(besides=worker_id)
        except (OperationalError, InterfaceError):
            # The loop beside waits for it, and says so.
            connection.close()
            time.sleep(LATER)
        except DatabaseError:
            logger.exception("What dead workers have left was not taken up.")


class Command(library.Command):
    """``manage.py db_worker``: tasks, and beside them the pages that are to be published."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        # By which an operator finds it; a machine's next process of this number takes up its tasks.
        parser.set_defaults(worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}")

    def handle(self, **options: Any) -> None:
        require_purpose()
        # The command knows its worker by this name alone.
        library.Worker = LastingWorker  # type: ignore[misc]  # a class in place of another
        # The pulse lasts as long as the connection, which the loop would end before each pause.
        connection.settings_dict["CONN_MAX_AGE"] = None
        keep_pulse(options["worker_id"])
        if not options.get("batch"):
            threading.Thread(
                target=watch_the_dead, args=[options["worker_id"]], name="dead workers", daemon=True
            ).start()
            threading.Thread(target=watch_pages, name="published pages", daemon=True).start()
        super().handle(**options)
