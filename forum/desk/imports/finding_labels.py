"""What the kinds of findings are called in the desk."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from forum.desk.base_admin import Words

FINDING_LABELS: Final[Mapping[str, Words]] = {
    "moderator_conflict": _("Moderators contradict each other"),
    "event_title_variant": _("Title of the event in another form"),
    "title_translation": _("Titles say different things"),
    "topic_title_variant": _("Topic in another form"),
    "person_title_variant": _("Title of a guest in another form"),
    "person_name_variant": _("Name of a guest in another form"),
    "organization_variant": _("Organization in another form"),
    "product_name_variant": _("Product under another name"),
    "attendance_conflict": _("Attendance contradicts itself"),
    "order_conflict": _("Orders contradict each other"),
    "time_conflict": _("Hours contradict each other"),
    "date_conflict": _("Days contradict each other"),
    "place_conflict": _("Places contradict each other"),
    "edition_conflict": _("Editions contradict each other"),
    "title_conflict": _("Titles contradict each other"),
    "same_name": _("Two guests of one name"),
    "organization_pairing": _("Pair of organizations uncertain"),
    "attendance_unstated": _("Attendance not stated"),
    "date_invalid": _("Not a day of the calendar"),
    "section_missing": _("Section missing"),
    "heading_malformed": _("Heading damaged"),
    "field_empty": _("Field left empty"),
    "placeholder": _("Placeholder left in"),
    "number_gap": _("Number missing in a row"),
    "no_remarks": _("No remarks"),
    "unlisted_person": _("Speaks but is not listed"),
    "caption_missing": _("Caption missing"),
    "duplicate_paragraph": _("Paragraph twice"),
    "truncated": _("Text breaks off"),
    "bad_character": _("Unreadable character"),
    "translation_missing": _("Translation missing"),
    "near_miss": _("Almost the name of a record"),
    "guess": _("To be confirmed"),
    "not_understood": _("Not understood"),
    "cell_refused": _("Cell that cannot be taken"),
    "guests_without_session": _("Guests without a session"),
    "unscheduled": _("Schedule cancelled"),
    "language_unpublished": _("Language left unpublished"),
    "correction_unapplied": _("Correction not applied"),
    "person_erased": _("Person erased"),
}


def finding_label(kind: str) -> str:
    """Return what a kind of finding is called; an unknown one, of an old import, as it is."""
    return str(FINDING_LABELS.get(kind, kind))
