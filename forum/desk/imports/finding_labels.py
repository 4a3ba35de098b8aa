"""What each kind of finding of the importer is called at the desk."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.contrib.admin import AllValuesFieldListFilter
from django.utils.translation import gettext_lazy as _

WORDS: Final[Mapping[str, Any]] = {
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
}


def kind_words(kind: str) -> str:
    """Return what a kind is called; an unknown one, of an import of long ago, as it is."""
    return str(WORDS.get(kind, kind))


class KindFilter(AllValuesFieldListFilter):
    """Narrow a list to one kind of finding."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for one in super().choices(changelist):
            yield {**one, "display": kind_words(str(one["display"]))}
