"""What a finding is about, in the active language."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from forum.core.content import language_codes
from forum.core.field_labels import name_of

# What a finding is about where no words of the document say it -> what staff call it.
_SUBJECTS: Final[dict[str, str]] = {
    "title": gettext_noop("Title of the event"),
    "date": gettext_noop("Day"),
    "guidance": gettext_noop("Under the guidance of"),
    "hosts": gettext_noop("Hosted by"),
    "organizers": gettext_noop("Organized by"),
    "co_organizers": gettext_noop("Co-organized by"),
    "supporters": gettext_noop("Supported by"),
    "implementers": gettext_noop("Implemented by"),
    "media": gettext_noop("Media partner"),
}


def subject_in_words(subject: str) -> str:
    """Return what a finding is about: the document's own words, or ours for what has none."""
    if subject in language_codes():
        return name_of(subject)
    return gettext(_SUBJECTS[subject]) if subject in _SUBJECTS else subject
