"""What the steps of publishing are called."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from forum.core.dates import clock, day
from forum.core.field_labels import site_language_name

# By the number of reviews: 审核; 初审、终审; 初审、复审、终审.
_STEPS = {
    1: (_("Review"),),
    2: (_("First review"), _("Final review")),
    3: (_("First review"), _("Second review"), _("Final review")),
}


def step_name(step: int, required: int) -> str:
    """Return what a review is called: the second of three."""
    names = _STEPS.get(max(required, step), ())
    return str(names[step - 1]) if 0 < step <= len(names) else ""


def names_of(codes: Iterable[str]) -> str:
    """Return languages in one phrase: Chinese and English."""
    names = [site_language_name(code) for code in codes]
    return pgettext("between languages", " and ").join(names)


def moment(when: datetime) -> str:
    """Return a moment in the site's zone: 5 November 2023, 09:30."""
    local = timezone.localtime(when)
    words = pgettext("a moment", "%(day)s, %(time)s")
    return words % {"day": day(local), "time": clock(local.time())}


def nothing_waits() -> str:
    """Return why nothing can be approved or returned."""
    return gettext("Nothing waits for a review here.")


def not_scheduled() -> str:
    """Return why no schedule of a language can end."""
    return gettext("Its publication in that language is not scheduled.")


def why_not_reviewed(codes: Iterable[str], approved: Collection[str]) -> str:
    """Return which of some languages want for reviews, "" if none does."""
    if missing := [code for code in codes if code not in approved]:
        return gettext(
            "%(languages)s: the reviews that this site asks for have not been given."
        ) % {"languages": names_of(missing)}
    return ""
