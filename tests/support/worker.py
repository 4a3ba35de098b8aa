"""A worker that comes, or does not."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from forum.models import ImportUpload


def run_worker() -> None:
    """Do what is waiting, as ``manage.py db_worker --batch`` does."""
    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    ).run()


def age(upload: ImportUpload, **values: Any) -> None:
    """Make the upload's task as old as a worker that does not come."""
    long_ago = timezone.now() - timedelta(minutes=1)
    facts = {"enqueued_at": long_ago, **values}
    DBTaskResult.objects.filter(args_kwargs__args__0=upload.pk).update(**facts)
