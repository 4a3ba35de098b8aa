"""What is done in the background: a worker calls these (``manage.py db_worker``)."""

from typing import Any

from django.tasks import task
from django.utils import translation

from forum.history.corrections.telling import Note
from forum.imports import upload_tasks


@task()
def read_upload(pk: int, language: str) -> None:
    """Read a document and plan it. language: of the sentence that says what went wrong."""
    with translation.override(language):
        upload_tasks.read_and_plan(pk)


@task()
def write_upload(
    pk: int, by: int, publish: bool, language: str, note: dict[str, Any] | None = None
) -> None:
    """Write what was confirmed.

    by: key of the user who did; publish: what the import makes; note: of its corrections.
    """
    told = Note.from_json(note) if note else None
    with translation.override(language):
        upload_tasks.write_plan(pk, by, publish=publish, note=told)
