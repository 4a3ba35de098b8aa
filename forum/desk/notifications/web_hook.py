"""A line to the robot of a group chat: WeCom, DingTalk or Feishu, in the form that each takes.

WeCom and DingTalk take {"msgtype": "text", "text": {"content": …}}, Feishu (Lark) {"msg_type":
"text", "content": {"text": …}}: their documentation on robots of groups, custom bots.
"""

import json
import logging
from datetime import timedelta
from typing import Final
from urllib.request import Request, urlopen

from django.conf import settings
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext

from forum.desk.notifications import letters

logger = logging.getLogger(__name__)

_TIMEOUT: Final = 10
_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60))


def send(kind: str, name: str, actor: str, path: str) -> None:
    """Queue the line, in the language that the site is written in; nothing without a robot."""
    if not settings.NOTICE_HOOK:
        return
    with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
        by = [gettext("By %(name)s") % {"name": actor}] if actor else []
        lines = [letters.headline(kind, name), *by, settings.SITE_ADDRESS + path]
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
        with urlopen(request, timeout=_TIMEOUT):  # noqa: S310 - as above
            return
    except OSError as error:
        if failures >= len(_WAITS):
            logger.warning("A line to the group's robot was given up: %s", error)
            return
        later = post.using(run_after=timezone.now() + _WAITS[failures])
        later.enqueue(text, failures + 1)
