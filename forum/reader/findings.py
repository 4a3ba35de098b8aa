"""The kinds of finding that the reader reports: a stable vocabulary that tools may rely on."""

from typing import Final

KINDS: Final = frozenset(
    {
        # two places disagree
        "moderator_conflict", "event_title_variant", "title_translation", "topic_title_variant",
        "person_title_variant", "person_name_variant", "organization_variant",
        "product_name_variant", "attendance_conflict", "order_conflict", "time_conflict",
        "date_conflict", "place_conflict", "edition_conflict", "title_conflict",
        # cannot be decided from the document
        "same_name", "organization_pairing", "attendance_unstated", "date_invalid",
        # structure
        "section_missing", "heading_malformed", "field_empty", "placeholder", "number_gap",
        "no_remarks", "unlisted_person", "caption_missing",
        # damage
        "duplicate_paragraph", "truncated", "bad_character",
        # languages
        "translation_missing",
        # against the database
        "near_miss",
        # what the reader could not tell
        "guess", "not_understood",
        # a cell of a table that no value can be taken from
        "cell_refused",
        # a guest of a list that goes into an event
        "guests_without_session",
        # a working copy was to be published at a time that was set
        "unscheduled",
        # texts of a public record in a language that is not published
        "language_unpublished",
        # what staff corrected in a row would make two guests one
        "correction_unapplied",
        # an earlier import of the event named somebody who was erased since
        "person_erased",
    }
)  # fmt: skip

# Where the document contradicts itself or the site, or leaves something to be decided.
_DOUBTS: Final = frozenset(
    {
        "moderator_conflict", "attendance_conflict", "order_conflict", "time_conflict",
        "date_conflict", "place_conflict", "edition_conflict", "title_conflict",
        "title_translation", "same_name", "organization_pairing", "date_invalid",
    }
)  # fmt: skip
_DOUBTFUL_CASES: Final = frozenset(
    {
        ("event_title_variant", "list"),
        ("person_name_variant", "unpaired"),
        ("not_understood", "no_year"),
    }
)


def is_doubt(level: str, kind: str, case: str) -> bool:
    """Tell whether a finding keeps an import from publishing: nobody has decided what is right."""
    return level != "note" and (kind in _DOUBTS or (kind, case) in _DOUBTFUL_CASES)
