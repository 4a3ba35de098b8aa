"""A line to the robot of a group chat: WeCom, DingTalk or Feishu, in the form that each takes.

WeCom and DingTalk take {"msgtype": "text", "text": {"content": …}}, Feishu (Lark) {"msg_type":
"text", "content": {"text": …}}: their documentation on robots of groups, custom bots. Each answers
200 to what it refuses too, with a number beside it: errcode, or code of Feishu, which is 0 for what
it took.
"""

import json
import logging
from datetime import datetime, timedelta
from typing import Final
from urllib.request import Request, urlopen

from django.conf import settings
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext

from forum.desk.notifications import letters

logger = logging.getLogger(__name__)

_TIMEOUT: Final = 10
_ANSWER_BYTES: Final = 10_000
_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60))


def send(kind: str, name: str, actor: str, path: str, due_at: datetime | None = None) -> None:
    """Queue the line, in the language that the site is written in; nothing without a robot.

    due_at: the first moment of what is scheduled.
    """
    if not settings.NOTICE_HOOK:
        return
    with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
        by = [gettext("By %(name)s") % {"name": actor}] if actor else []
        lines = [letters.headline(kind, name, due_at), *by, settings.SITE_ADDRESS + path]
    post.enqueue("\n".join(lines))


def payload(text: str, kind: str) -> dict[str, object]:
    """Return a text as a robot takes it. kind: wecom, dingtalk or feishu."""
    if kind == "feishu":
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


@task()
def post(text: str, failures: int = 0) -> None:
    """Send a line; a robot that does not answer is asked again."""
    body = json.dumps(payload(text, settings.NOTICE_HOOK_KIND)).encode()
    request = Request(  # noqa: S310 - the settings take https alone
        settings.NOTICE_HOOK, body, {"Content-Type": "application/json"}
    )
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - as above
            _require_taken(answer.read(_ANSWER_BYTES))
    except OSError as error:
        if failures >= len(_WAITS):
            logger.warning("A line to the group's robot was given up: %s", error)
            return
        later = post.using(run_after=timezone.now() + _WAITS[failures])
        later.enqueue(text, failures + 1)


class RobotRefusalError(OSError):
    """A robot answered, and did not take the line."""


def _require_taken(answer: bytes) -> None:
    """Raise RobotRefusalError if a robot says that it did not take a line."""
    try:
        fields = json.loads(answer)
    except ValueError:
        # Whatever stands in for a robot may answer in its own form.
        return
    code = fields.get("errcode", fields.get("code", 0)) if isinstance(fields, dict) else 0
    if code:
        raise RobotRefusalError(answer.decode(errors="replace"))
