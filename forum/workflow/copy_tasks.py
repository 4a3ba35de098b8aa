"""Working copies that are published at a moment: a worker does it (``manage.py db_worker``)."""

import logging

from django.tasks import task
from django.utils import timezone

from forum.models import WorkingCopy
from forum.workflow.copy_steps import publish_copy, scheduled_moments
from forum.workflow.steps import Refused
from people.models import User

logger = logging.getLogger(__name__)


@task()
def publish_scheduled_copy(pk: int, by: int) -> None:
    """Publish the languages of a working copy whose moment has come. by: who scheduled it.

    What cannot be published any more stays in the working copy, whose panel says why.
    """
    copy = WorkingCopy.objects.open().filter(pk=pk).first()
    user = User.objects.filter(pk=by).first()
    if copy is None:
        return
    now = timezone.now()
    due = [code for code, moment in scheduled_moments(copy).items() if moment <= now]
    if due:
        try:
            publish_copy(copy, user, due)
        except Refused as refused:
            logger.warning("A scheduled working copy stays unpublished: %s", refused)
