"""A translation is stored, or confirmed as it stands: who may, in which state, what is told.

Of a text that the public reads already it is asked whether that is a slip or a correction.
"""

from contextlib import nullcontext

from django.http import HttpRequest
from django.utils.translation import gettext

from forum.core.content import Content, Record, column
from forum.core.field_labels import site_language_name
from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.units import Unit
from forum.desk.base_admin import staff_of
from forum.desk.correction_forms import tell_if_any
from forum.desk.translations.unit_text import plain
from forum.history.audit import Action, log_action
from forum.history.corrections.changed import changed_text
from forum.history.corrections.correction_question import read_note
from forum.localization.translation_access import can_write_text
from forum.models import SiteSettings
from forum.workflow.approvals import keep_approvals
from people.models import User


def why_not_write(user: User, record: Record, unit: Unit) -> str:
    """Return in a sentence why somebody may not write a text, "" for who may."""
    if not can_write_text(user, record, unit.field, unit.language):
        return gettext("Your role does not write this text in %(language)s.") % {
            "language": site_language_name(unit.language)
        }
    if unit.locked:
        return gettext(
            "The speaker's office has cleared this text as it stands, so it is not altered here."
        )
    return ""


def why_not_review(
    user: User, record: Record, unit: Unit, *, rewritten: bool = False, reviews: int | None = None
) -> str:
    """Return in a sentence why somebody may not mark a translation reviewed, "" for who may.

    rewritten: the text is being changed now; reviews: those that the site asks for, read if None.
    """
    if not can_write_text(user, record, unit.field, unit.language):
        return gettext("Your role does not write this text in %(language)s.") % {
            "language": site_language_name(unit.language)
        }
    if not (rewritten or unit.text):
        return gettext("There is no translation yet.")
    if reviews is None:
        reviews = SiteSettings.current().reviews
    if reviews and (rewritten or unit.by == user.pk):
        return gettext("You wrote this translation; somebody else marks it reviewed.")
    return ""


def review_offer(unit: Unit, why_not: str, reviews: int) -> tuple[bool, str]:
    """Return whether a page offers to mark a translation reviewed, and what it says about that.

    why_not: of ``why_not_review`` for the text as it stands.
    """
    if not reviews:
        return unit.state != TranslationState.AUTHORED, ""
    if unit.state == TranslationState.MISSING:
        return False, gettext("Whoever writes a translation leaves its review to somebody else.")
    if unit.state in (TranslationState.AUTHORED, TranslationState.REVIEWED):
        return False, ""
    if why_not:
        return False, why_not
    return True, gettext("If you change the text, somebody else reviews it.")


def store_and_tell(
    request: HttpRequest, record: Record, unit: Unit, text: str, *, review: bool
) -> str:
    """Store a translation; return in a sentence what was done. Raises AskFirst."""
    old, new = plain(unit.text, unit.rich), plain(text, unit.rich)
    changes = changed_text(record, column(unit.field, unit.language), old, new)
    note, user = read_note(request.POST, changes), staff_of(request)
    sentence = store_translation(user, record, unit, text, review=review)
    tell_if_any(note, user)
    return sentence


def store_translation(user: User, record: Record, unit: Unit, text: str, *, review: bool) -> str:
    """Store a translation as a draft, or as reviewed where that is asked for and allowed.

    Return in a sentence what was done. The row is locked by the caller; who writes is the actor.
    """
    rewritten = text != unit.text
    is_reviewed = review and unit.state != TranslationState.AUTHORED
    refusal = why_not_review(user, record, unit, rewritten=rewritten) if is_reviewed else ""
    state = TranslationState.REVIEWED if review and not refusal else TranslationState.DRAFT
    stale = unit.state == TranslationState.OUTDATED or unit.asks
    if not rewritten and not (state == TranslationState.REVIEWED or stale):
        if refusal:
            return gettext("It stays as it is: %(reason)s") % {"reason": refusal}
        return gettext("Nothing was changed.")
    # A review of a translation is no edit: approvals of the record go on holding.
    is_no_edit = not rewritten and isinstance(record.owner, Content)
    with keep_approvals(record.owner, record) if is_no_edit else nullcontext():
        _write(record, unit, text, state)
    _log(user, record, unit, is_edit=rewritten)
    sentence = _sentence_on(unit, text, state)
    return f"{sentence} {refusal}" if refusal else sentence


def _write(record: Record, unit: Unit, text: str, state: TranslationState) -> None:
    setattr(record, column(unit.field, unit.language), text)
    if text:
        confirm(record, unit.field, unit.language, unit.source_language, state)
    record.save()


def _sentence_on(unit: Unit, text: str, state: TranslationState) -> str:
    if not text:
        return gettext("The translation was removed.")
    if unit.state == TranslationState.AUTHORED:
        return gettext("Saved.") if text != unit.text else gettext("Confirmed: it still holds.")
    return (
        gettext("Marked reviewed.")
        if state == TranslationState.REVIEWED
        else gettext("Saved as draft.")
    )


def _log(user: User, record: Record, unit: Unit, *, is_edit: bool) -> None:
    # Who looks at a text has not edited the record, and may review it too.
    action = Action.CHANGED if is_edit else Action.TRANSLATION_REVIEWED
    log_action(action, record, user, field=unit.field, language=unit.language)
