"""Copies of public pages that stand by for the time when the database does not answer.

Each public page that is shown is kept as a file, once, and shown again only while the database is
away. A copy must not tell what has been taken down since, so all copies are of one *generation*: it
ends with any change of any record, and at the first moment at which something falls due, is no
longer embargoed, or expires. A page that began to be made in one generation is kept in that one or
nowhere, so a change in between leaves no copy of what was before.

The folder ``STANDBY_ROOT`` lies where the pictures do: processes that share these share it too.
"""

import json
import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import DateTimeField, Min, Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from forum.core.content import Content
from forum.core.record_tree import record_models
from forum.core.visibility import MOMENTS

logger = logging.getLogger(__name__)

_CURRENT: Final = "generation"


class Generation(NamedTuple):
    """What all copies have in common. name: of their folder; until: the moment of its end."""

    name: str
    until: datetime


def current_generation() -> Generation | None:
    """Return the generation that holds now, None where there is none."""
    try:
        stored = json.loads((_root() / _CURRENT).read_text())
        generation = Generation(stored["name"], datetime.fromisoformat(stored["until"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return generation if timezone.now() < generation.until else None


def begin_generation() -> None:
    """End the generation that was, with its copies, and begin another.

    The end comes first: should the database go away now, no copy is shown.
    """
    end_generation()
    generation = Generation(secrets.token_hex(8), find_next_change())
    content = json.dumps({"name": generation.name, "until": generation.until.isoformat()})
    _write(_root() / _CURRENT, content.encode())


def end_generation() -> None:
    """Let no copy be shown any more."""
    (_root() / _CURRENT).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        for folder in _root().iterdir():
            if folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)


def find_next_change() -> datetime:
    """Return the first moment at which pages change by themselves: at midnight at the latest."""
    now = timezone.localtime()
    midnight = timezone.make_aware(datetime.combine(now.date() + timedelta(days=1), time()))
    moments = (_find_next_moment(model, now) for model in record_models())
    return min([midnight, *filter(None, moments)])


def _find_next_moment(model: type[Model], now: datetime) -> datetime | None:
    names = [name for name in _moments_of(model) if _is_own(model, name)]
    nexts = (
        model._base_manager.filter(**{f"{name}__gt": now}).aggregate(next=Min(name))["next"]
        for name in names
    )
    return min(filter(None, nexts), default=None)


def _moments_of(model: type[Model]) -> Iterator[str]:
    yield from getattr(model, "embargoes", ())
    yield from getattr(model, "expiries", ())
    if issubclass(model, Content):
        yield from MOMENTS


def _is_own(model: type[Model], name: str) -> bool:
    names = {field.name for field in model._meta.fields if isinstance(field, DateTimeField)}
    return name in names


def follow_changes() -> None:
    """Begin a new generation after each transaction that changes a record, or how two relate.

    A migration may change anything, and sends no word of single rows.
    """
    post_migrate.connect(_migrated, dispatch_uid="standby")
    for model in record_models():
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"standby {model.__name__}")
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            m2m_changed.connect(_changed, sender=through, dispatch_uid=f"standby {field}")


def _changed(**kwargs: object) -> None:
    # Once for a transaction, however many records it changes.
    is_noted = any(_renew in entry for entry in connection.run_on_commit)
    if not is_noted:
        transaction.on_commit(_renew, robust=True)


def _migrated(**kwargs: object) -> None:
    end_generation()


def _renew() -> None:
    try:
        begin_generation()
    except (DatabaseError, InterfaceError, OSError):
        logger.exception("No copies of pages can stand by")
        end_generation()


def keep_copy(generation: Generation, request: HttpRequest, response: HttpResponse) -> None:
    """Keep a page, unless it is there, or another generation has begun since it was asked for."""
    file = _file_of(generation, request)
    if file.exists() or current_generation() != generation:
        return
    with suppress(OSError):
        # A full or read-only disk costs the copy, not the answer.
        _write(file, response.content)


def find_copy(request: HttpRequest) -> bytes | None:
    """Return the copy of a page, None where there is none."""
    generation = current_generation()
    if generation is None or not is_copied(request):
        return None
    try:
        return _file_of(generation, request).read_bytes()
    except OSError:
        return None


def is_copied(request: HttpRequest) -> bool:
    """Tell whether an address is one of those that are kept: a page, asked for nothing further."""
    is_read = request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")
    steps = request.path_info.split("/")
    is_plain = request.path_info.isascii() and not any(step.startswith(".") for step in steps)
    codes = {code for code, _name in settings.LANGUAGES}
    return is_read and is_plain and request.path_info.endswith("/") and steps[1] in codes


def _file_of(generation: Generation, request: HttpRequest) -> Path:
    # Pages name themselves in full: by the scheme and the host that they were asked for.
    host = f"{request.scheme}-{request.get_host()}".replace(":", "-").strip("[]")
    return _root() / generation.name / host / request.path_info.strip("/") / "index.html"


def _root() -> Path:
    return Path(settings.STANDBY_ROOT)


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
