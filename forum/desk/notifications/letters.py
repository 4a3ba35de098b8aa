"""Notifications as mail, in the language of whoever reads them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Model, Q
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext

from forum.core.content import Part
from forum.desk.notifications.mail_queue import AccountMail
from forum.desk.notifications.recipients import may_hear_of
from forum.models import Notification, SiteSettings
from forum.observability.group_robot import post_line
from forum.permissions.access import active_staff, has_model_right, is_helper
from forum.permissions.roles import ADMINISTRATOR
from forum.workflow.step_labels import moment
from people.models import User


def send(notices: Sequence[Notification]) -> bool:
    """Mail notifications of one user; return whether there was an address to send them to.

    What has no address is not kept for later: it stands in the desk.
    """
    user = notices[0].user
    keys = [notice.pk for notice in notices]
    Notification.objects.filter(pk__in=keys).update(sent_at=timezone.now())
    if not user.email:
        return False
    with translation.override(language_of(user)):
        subject, body = _subject(notices), _body(notices)
    AccountMail(user, subject, body).send()
    return True


def language_of(user: User) -> str:
    """Return the language of mails to somebody: hers or his, else the site's first."""
    return user.language or settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def tell_of_failed_work(reasons: Mapping[str, str]) -> bool:
    """Tell of parts of the daily work that failed, past the queue: it may rest.

    First whom the settings name, the operator and the group's robot, then the administrators, who
    stand in a database that may be away. reasons: why, by the names of the jobs. Returns whether
    there was anybody to tell. Raises OSError, once all were told, where one of them was not.
    """
    failure: OSError | None = None
    is_told = False
    for tell in _ways_to_tell(reasons):
        is_told = True
        try:
            tell()
        except OSError as error:
            failure = error
    if failure:
        raise failure
    return is_told


def _ways_to_tell(reasons: Mapping[str, str]) -> Iterator[Callable[[], object]]:
    """Yield what tells somebody; the database is asked last."""
    if settings.NOTICE_HOOK:
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            line = f"{_failure_words(reasons)}\n{settings.SITE_ADDRESS}"
        yield partial(post_line, line, settings.NOTICE_HOOK, settings.NOTICE_HOOK_KIND)
    if not settings.MAIL_IS_SENT:
        return
    if settings.OPERATOR_MAIL:
        with translation.override(settings.LANGUAGE_CODE):
            subject = f"[{settings.SITE_ADDRESS}] {_failure_words(reasons)}"
            body = _failure_body(reasons)
        letter = EmailMessage(subject, body, None, [settings.OPERATOR_MAIL])
        yield partial(letter.send, using="direct")
    administrators = active_staff().filter(
        Q(is_superuser=True) | Q(groups__name=ADMINISTRATOR)
    ).exclude(email="")  # fmt: skip
    for user in administrators.distinct().order_by("pk"):
        with translation.override(language_of(user)):
            subject = _site_subject(_failure_words(reasons))
            body = f"{greet(user)}\n\n{_failure_body(reasons)}"
        yield partial(EmailMessage(subject, body, None, [user.email]).send, using="direct")


def _failure_words(reasons: Mapping[str, str]) -> str:
    return gettext("The daily work failed: %(jobs)s") % {"jobs": ", ".join(reasons)}


def _failure_body(reasons: Mapping[str, str]) -> str:
    parts = [
        gettext(
            "Parts of what the site does once a day failed, see below. The site's log says more. "
            "Please see to it soon."
        ),
    ]
    if "backup" in reasons:
        parts.append(gettext("The backup failed: what is not backed up cannot be restored."))
    parts += [f"{job}: {reason}" for job, reason in reasons.items()]
    return "\n\n".join(parts) + "\n"


def send_digest(user: User) -> int:
    """Mail what somebody who wants one mail a day was told of since the last; return how much."""
    waiting = Notification.objects.filter(user=user, sent_at=None).select_related(
        "user", "content_type"
    )
    notices = []
    for notice in waiting.prefetch_related("object"):
        if _may_still_hear(notice):
            notices.append(notice)
        else:
            notice.delete()
    return len(notices) if notices and send(notices) else 0


def _may_still_hear(notice: Notification) -> bool:
    """Tell whether somebody still sees what was noted hours ago. A helper sees nothing gone."""
    if record := notice.object:
        return may_hear_of(notice.user, record)
    if notice.kind == Notification.Kind.IMPORT_FAILED:
        # What an earlier release stored names no upload.
        return notice.content_type is None
    model = notice.content_type.model_class() if notice.content_type else None
    if model is None or is_helper(notice.user):
        return False
    return has_model_right(notice.user, "view", model)


def headline(kind: str, name: str, due_at: datetime | None = None) -> str:
    """Return what happened to what, in a line. due_at: the first moment of what is scheduled."""
    what = str(Notification.Kind(kind).label)
    if due_at:
        what = gettext("Scheduled for %(moment)s") % {"moment": moment(due_at)}
    values = {"what": what, "name": name}
    return pgettext("notification", "%(what)s: %(name)s") % values


def _subject(notices: Sequence[Notification]) -> str:
    if len(notices) == 1:
        words = headline(notices[0].kind, notices[0].name, notices[0].due_at)
    else:
        count = len(notices)
        words = ngettext("%(count)d piece of news", "%(count)d pieces of news", count)
        words %= {"count": count}
    return _site_subject(words)


def _site_subject(words: str) -> str:
    site = SiteSettings.current().site_name or gettext("Editors' desk")
    # A name may hold a line break; a subject may not.
    return " ".join(f"[{site}] {words}".split())


def _body(notices: Sequence[Notification]) -> str:
    numbers = [f"{no}. " if len(notices) > 1 else "" for no in range(1, len(notices) + 1)]
    parts = [_part(notice, number) for notice, number in zip(notices, numbers, strict=True)]
    profile = f"{settings.SITE_ADDRESS}/admin/account/"
    foot = gettext("What you are told of, how often, or whether at all, you set here:")
    return "\n\n".join([greet(notices[0].user), *parts, _LINE, f"{foot}\n{profile}"]) + "\n"


_LINE: Final = "—"


def greet(user: User) -> str:
    """Return how a mail begins."""
    return gettext("Dear %(name)s,") % {"name": user}


def _part(notice: Notification, number: str) -> str:
    lines = [number + headline(notice.kind, notice.name, notice.due_at)]
    if where := _where(notice.object):
        lines.append(where)
    if notice.actor:
        lines.append(gettext("By %(name)s") % {"name": notice.actor})
    if notice.note:
        lines += ["", notice.note, ""]
    return "\n".join([*lines, gettext("On its page in the desk:"), _link(notice)])


def _link(notice: Notification) -> str:
    return str(settings.SITE_ADDRESS) + notice.path


def _where(record: Model | None) -> str:
    """Return what a record is, and of what it is a part; "" of one that is gone."""
    if record is None:
        return ""
    kind = str(capfirst(record._meta.verbose_name))
    if not isinstance(record, Part):
        return kind
    return gettext("%(kind)s of “%(name)s”") % {"kind": kind, "name": record.owner}
