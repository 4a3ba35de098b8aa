"""The line to a group chat's robot, as a task: what a robot does not take is sent again."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext

from forum.desk.notifications import letters
from forum.observability.group_robot import post_line

logger = logging.getLogger(__name__)

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


@task()
def post(text: str, failures: int = 0) -> None:
    """Send a line; a robot that does not answer is asked again."""
    try:
        post_line(text, settings.NOTICE_HOOK, settings.NOTICE_HOOK_KIND)
    except OSError as error:
        if failures >= len(_WAITS):
            logger.warning("A line to the group's robot was given up: %s", error)
            return
        later = post.using(run_after=timezone.now() + _WAITS[failures])
        later.enqueue(text, failures + 1)
