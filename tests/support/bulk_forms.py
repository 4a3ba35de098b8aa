"""Choosing records of a list, and sending the page that asks before they are acted on."""

import re
from typing import Any

from django.db import models
from django.test import Client

from tests.support.admin_forms import messages_of
from tests.support.desk_client import address

MOVED_ON = "Changed meanwhile: look at it as it is now, then choose it again."


def ask(client: Client, action: str, *records: models.Model) -> Any:
    """Choose records of a list and an action; return the page that asks."""
    picked = [str(record.pk) for record in records]
    url = address(type(records[0]), "changelist")
    return client.post(url, {"action": action, "_selected_action": picked})


def confirm(client: Client, page: Any, **answers: Any) -> list[str]:
    """Send a page that asked; return what the desk says then, without its links."""
    context = page.context
    sent = {
        "action": context["action"],
        "version_tokens": context["version_tokens"],
        "confirmed": "1",
    }
    response = client.post(context["back"], {**sent, "_selected_action": "0", **answers})
    return messages_of(response)


def plain(lines: list[str]) -> list[str]:
    """Return messages as they are read."""
    return [re.sub(r"<[^>]+>", "", line).strip() for line in lines]
