"""What a speaker's office has cleared: a later change of it is not cleared any more.

An office clears the text of one language: the name with its honorific, the title as of the event,
how the guest took part, the remarks with the verb before them. A name or title that a language
lacks its readers are shown in another one, so a change of that is noticed there too. Whatever
writes (a form, an import) goes through ``save``, where that is noticed.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from forum.core.content import column, language_codes
from forum.core.richtext import sanitize
from forum.core.translated import resolution_order

if TYPE_CHECKING:
    from people.models import Person
    from sessions_app.models import Appearance

GIVEN: Final = ("cleared", "cleared_with_changes")
CHANGED: Final = "changed_since"
# Requested but not given: a published text in this state is marked.
AWAITED: Final = ("sent", CHANGED)
_RECORDED: Final = ("clearance", "clearance_on", "clearance_by", "clearance_channel")
TEXTS: Final = ("title", "attendance_note", "remarks")
# Where a language lacks one of these, its pages print another language's text.
_PRINTED: Final = ("title", "remarks")
# Printed with them; a translator may still alter these.
_BESIDE: Final = ("honorific", "attribution")
_FACTS: Final = ("attendance", "person_id")


def changed_since(appearance: "Appearance") -> list[str]:
    """Return the languages whose stored clearance does not cover what is to be saved.

    A clearance that is recorded anew in the same save covers it.
    """
    codes = language_codes()
    if not any(getattr(appearance, column("clearance", code)) in GIVEN for code in codes):
        return []
    stored: Any = type(appearance)._default_manager.filter(pk=appearance.pk).first()
    if stored is None:
        return []
    return [code for code in codes if _was_cleared(stored, appearance, code)
            and _reads_otherwise(stored, appearance, code)]  # fmt: skip


def _was_cleared(stored: Any, appearance: Any, code: str) -> bool:
    recorded = [column(field, code) for field in _RECORDED]
    same = all(getattr(stored, name) == getattr(appearance, name) for name in recorded)
    return same and getattr(stored, column("clearance", code)) in GIVEN


def _reads_otherwise(stored: Any, appearance: Any, code: str) -> bool:
    columns = (column(field, code) for field in ("attendance_note", *_BESIDE))
    if any(_plain(stored, name) != _plain(appearance, name) for name in (*_FACTS, *columns)):
        return True
    return any(
        printed_text(stored, field_name, code) != printed_text(appearance, field_name, code)
        for field_name in _PRINTED
    )


def printed_text(record: "Appearance | Person", field: str, code: str) -> str:
    """Return what readers of a language are shown, in whichever it stands."""
    return _plain(record, column(field, printed_language(record, field, code)))


def printed_language(record: "Appearance | Person", field: str, code: str) -> str:
    """Return the language in which readers of one are shown a text: that one if none has it."""
    order = resolution_order(code, record.owner.source_language)
    return next((language for language in order if _plain(record, column(field, language))), code)


def _plain(record: Any, name: str) -> str:
    value = str(getattr(record, name) or "")
    # What is stored has been sanitized; what is to be stored may not have been.
    return sanitize(value) if name.startswith("remarks") else value


def note_new_name(person: "Person") -> None:
    """Revoke the clearances of this person's texts if the printed name is about to change."""
    from sessions_app.models import Appearance

    for code in _renamed(person):
        name = column("clearance", code)
        for appearance in Appearance.objects.filter(person=person.pk, **{f"{name}__in": GIVEN}):
            setattr(appearance, name, CHANGED)
            appearance.save(update_fields=[name])


def _renamed(person: "Person") -> Iterator[str]:
    """Yield the languages whose readers are shown another name than before."""
    stored = type(person)._default_manager.filter(pk=person.pk).first()
    if stored is None:
        return
    for code in language_codes():
        if printed_text(stored, "name", code) != printed_text(person, "name", code):
            yield code
