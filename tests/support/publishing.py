"""Drafts on their way to the public, what is said to who moves them, and pages as files."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.core.content import Content, Status
from forum.history.version_token import record_token
from forum.workflow.record_steps import Refused
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.desk_client import address

BOTH = ["zh-hans", "en"]
PAGE = "/en/events/ports/"
# What the panel sends for a moment that is to come.
LATER = {"later": "on", "at": "2999-01-01T09:30"}
HIDDEN: dict[str, Any] = {"status": "draft", "published_at": None, "ready_languages": []}


def draft(**values: Any) -> Event:
    return make.make_event(**{**HIDDEN, **values})


def set_public(record: Content) -> None:
    """Put a record before the public, as if every step had been taken."""
    record.status = Status.PUBLISHED
    record.set_missing_moments(timezone.now())
    record.save()


def set_offline(record: Content) -> None:
    record.status = Status.OFFLINE
    record.save()


def refusal(step: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        step(*arguments)
    return str(refused.value)


def press(client: Client, record: Any, step: str, **sent: Any) -> list[str]:
    """Press a button of the panel; return what the page says then."""
    url = address(type(record), "publishing", record.pk)
    shown = {"step": step, "version_token": record_token(record)}
    response = client.post(url, {**shown, **sent})
    return messages_of(response)


def ask(client: Client, path: str = PAGE, **options: Any) -> tuple[int, str]:
    response: Any = client.get(path, **options)
    return response.status_code, response.content.decode()


def place(settings: Settings, path: str = PAGE) -> Path:
    """Return where the file of a page lies, or would."""
    return Path(settings.PUBLISH_ROOT) / "pages" / path.strip("/") / "index.html"
