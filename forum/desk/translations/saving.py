"""A translation is stored, or confirmed as it stands: who may, in which state, and what is said."""

from contextlib import nullcontext
from typing import Any

from django.utils.translation import gettext

from forum.core.content import Content, column
from forum.core.field_labels import own_name
from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.units import Unit
from forum.history.audit import Action, log_action
from forum.localization.translation_access import can_write_text
from forum.models import SiteSettings
from forum.workflow.approvals import keep_approvals


def why_not_write(user: Any, record: Any, unit: Unit) -> str:
    """Return in a sentence why somebody may not write a text, "" for who may."""
    if not can_write_text(user, record, unit.field, unit.language):
        return gettext("Your role does not write this text in %(language)s.") % {
            "language": own_name(unit.language)
        }
    if unit.locked:
        return gettext(
            "The speaker's office has cleared this text as it stands, so it is not altered here."
        )
    return ""


def why_not_review(
    user: Any, record: Any, unit: Unit, *, rewritten: bool = False, reviews: int | None = None
) -> str:
    """Return in a sentence why somebody may not mark a translation reviewed, "" for who may.

    rewritten: the text is being changed now; reviews: those that the site asks for, read if None.
    """
    if not can_write_text(user, record, unit.field, unit.language):
        return gettext("Your role does not write this text in %(language)s.") % {
            "language": own_name(unit.language)
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


def store(user: Any, record: Any, unit: Unit, text: str, *, review: bool) -> str:
    """Store a translation as a draft, or as reviewed where that is asked for and allowed.

    Return in a sentence what was done. The row is locked by the caller; who writes is the actor.
    """
    rewritten = text != unit.text
    asked = review and unit.state != TranslationState.AUTHORED
    refusal = why_not_review(user, record, unit, rewritten=rewritten) if asked else ""
    state = TranslationState.REVIEWED if review and not refusal else TranslationState.DRAFT
    stale = unit.state == TranslationState.OUTDATED or unit.asks
    if not rewritten and not (state == TranslationState.REVIEWED or stale):
        return _refused(refusal) or gettext("Nothing was changed.")
    with (
        keep_approvals(record.owner, record)
        if _changes_no_text(record, rewritten)
        else nullcontext()
    ):
        _write(record, unit, text, state)
    _log(user, record, unit, is_edit=rewritten)
    done = _done(unit, text, state)
    return f"{done} {refusal}" if refusal else done


def _write(record: Any, unit: Unit, text: str, state: TranslationState) -> None:
    setattr(record, column(unit.field, unit.language), text)
    if text:
        confirm(record, unit.field, unit.language, unit.source_language, state)
    record.save()


def _changes_no_text(record: Any, rewritten: bool) -> bool:
    # A review of a translation is no edit: approvals of the record go on holding.
    return not rewritten and isinstance(record.owner, Content)


def _done(unit: Unit, text: str, state: TranslationState) -> str:
    if not text:
        return gettext("The translation was removed.")
    if unit.state == TranslationState.AUTHORED:
        return gettext("Saved.") if text != unit.text else gettext("Confirmed: it still holds.")
    return (
        gettext("Marked reviewed.")
        if state == TranslationState.REVIEWED
        else gettext("Saved as draft.")
    )


def _refused(reason: str) -> str:
    return gettext("It stays as it is: %(reason)s") % {"reason": reason} if reason else ""


def _log(user: Any, record: Any, unit: Unit, *, is_edit: bool) -> None:
    # Who looks at a text has not edited the record, and may review it too.
    action = Action.CHANGED if is_edit else Action.TRANSLATION_REVIEWED
    log_action(action, record, user, field=unit.field, language=unit.language)
