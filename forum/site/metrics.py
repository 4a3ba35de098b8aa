"""What Prometheus reads: requests of all server processes together, and the state of the site."""

import math
import shutil
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Count
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY as OWN_PROCESS
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest, multiprocess

from forum.models import PageFile
from forum.observability.backup_record import last_backup_age
from forum.observability.worker_pulse import count_publishers, count_workers

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_seconds: Final = Histogram(
    "forum_request_seconds",
    "Seconds until a request was answered.",
    ("part", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def note_request(request: HttpRequest, status: int, seconds: float) -> None:
    """Count a request by the part of the site that it went to, never by its address."""
    _seconds.labels(part_of_site(request.path_info), f"{status // 100}xx").observe(seconds)


def part_of_site(path: str) -> str:
    first = path.lstrip("/").partition("/")[0]
    return {"admin": "desk", "api": "api", "oai": "api", "static": "static"}.get(first, "public")


def write_metrics() -> bytes:
    """Return everything that is measured, in Prometheus' text format."""
    registry = OWN_PROCESS
    if settings.METRICS_DIR:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, settings.METRICS_DIR)
    return generate_latest(registry) + generate_latest(_measure_site())


def _measure_site() -> CollectorRegistry:
    registry = CollectorRegistry()
    disk = Gauge("forum_disk_free_bytes", "Free where the site's data lie.", registry=registry)
    disk.set(shutil.disk_usage(find_existing_folder(Path(settings.DATA_DIR))).free)
    age = last_backup_age()
    backup = Gauge("forum_backup_age_seconds", "Since the last backup.", registry=registry)
    backup.set(math.inf if age is None else age.total_seconds())
    database = Gauge("forum_database_up", "1 while the database answers.", registry=registry)
    try:
        workers, publishers = count_workers(), count_publishers()
        counts = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
        tasks = dict(counts)
        failed = PageFile.objects.failed().count()
    except (DatabaseError, InterfaceError):
        return registry
    database.set(1)
    Gauge("forum_workers", "Workers alive now.", registry=registry).set(workers)
    publishing = Gauge("forum_publishers", "Workers that publish pages now.", registry=registry)
    publishing.set(publishers)
    lost = Gauge("forum_pages_failed", "Public pages that cannot be made.", registry=registry)
    lost.set(failed)
    by_status = Gauge("forum_tasks", "Tasks of the worker.", ("status",), registry=registry)
    for status, count in tasks.items():
        by_status.labels(status.lower()).set(count)
    return registry


def find_existing_folder(path: Path) -> Path:
    """Return the nearest folder that exists."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
