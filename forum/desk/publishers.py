"""Who may publish, in the words of a page for those who may not."""

from typing import Final

from django.utils.translation import gettext

from forum.desk.notifications.recipients import reviewers

# Named where somebody else has to go on.
MOST_NAMES: Final = 5


def name_publishers(sentence: str) -> str:
    """Return a sentence that names in %(names)s who publishes, or that nobody does yet."""
    names = [str(user) for user in reviewers().order_by("username")[: MOST_NAMES + 1]]
    if not names:
        return gettext("Nobody may publish yet: an administrator gives somebody that role.")
    more = [gettext("others")] if len(names) > MOST_NAMES else []
    return sentence % {"names": gettext(", ").join([*names[:MOST_NAMES], *more])}
