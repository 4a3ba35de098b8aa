"""Sessions copied, split and joined: what belongs to them goes along, and nobody is lost."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from forum.core.columns import model_field
from forum.core.content import RESTRICTING, Record, column, language_codes
from forum.core.slugs import propose
from forum.core.translations.states import worded_fields
from forum.history.audit import Action, log_action
from forum.models import Comment, Topic
from forum.workflow.record_steps import Refused
from sessions_app.models import RESERVED_SESSION_SLUGS, Appearance, Document, Photo, Session

# The columns that a copy of a session takes over; title, hours, summary and recording are not.
# Hiding columns are copied: nothing becomes public by being copied.
_COPIED = ("kind", "heading", "label", "room", "withheld")
_COPIED_OF_GUESTS = (
    "role", "title", "honorific", "organization_id", "position", *RESTRICTING,
)  # fmt: skip


@transaction.atomic
def copy_session(session: Session) -> Session:
    """Add a session like another behind it: its kind, names and guests with their titles."""
    copy = _session_behind(session)
    for appearance in session.appearances.all():
        guest = Appearance(session=copy, person_id=appearance.person_id)
        _take_over(appearance, guest, _COPIED_OF_GUESTS)
        guest.save()
    return copy


@transaction.atomic
def split_session(session: Session, first: Appearance) -> Session:
    """Let a session end before a guest: who follows goes into a new one behind it. Raises Refused.

    Moderators stay: they stand at the head of their session.
    """
    guests = list(Appearance.objects.filter(session=session).moderators_first())
    place = guests.index(first)
    moving = [guest for guest in guests[place:] if guest.role != Appearance.Role.MODERATOR]
    if not place or not moving:
        raise Refused(gettext("Nobody stands before this guest: there is nothing to split."))
    part = _session_behind(session)
    part.day = session.day
    part.save()
    for position, guest in enumerate(moving, 1):
        _move(guest, part, position)
    return part


@transaction.atomic
def join_sessions(session: Session) -> Session:
    """Put the session behind another into it, its guests behind the others. Raises Refused.

    Who has the same role in both is named: there are two titles, and two texts. So is what the
    second says of itself and the first does not.
    """
    sessions = _in_order(session)
    place = sessions.index(session) + 1
    if place == len(sessions):
        raise Refused(gettext("No session follows this one."))
    joined = sessions[place]
    _refuse_losses(session, joined)
    present = {(guest.person_id, guest.role) for guest in session.appearances.all()}
    guests = Appearance.objects.filter(session=joined).moderators_first()
    arriving = list(guests.select_related("person"))
    if twice := [guest for guest in arriving if (guest.person_id, guest.role) in present]:
        raise Refused(
            gettext("“%(name)s” has the same role in both sessions: settle that first.")
            % {"name": twice[0].person}
        )
    last = session.appearances.aggregate(last=Max("position"))["last"] or 0
    for position, guest in enumerate(arriving, last + 1):
        _move(guest, session, position)
    for model in (Photo, Document):
        for part in model._default_manager.filter(session=joined):
            part.session = session
            part.save(update_fields=["session"])
    for product in joined.launched_products.all():
        product.launched_in = session
        product.save(update_fields=["launched_in"])
    for topic in Topic.objects.filter(sessions=joined):
        topic.sessions.add(session)
        topic.save()
    Comment.objects.about(joined).update(object_id=session.pk)
    if joined.end and (session.end is None or session.end < joined.end):
        session.end = joined.end
        session.save(update_fields=["end"])
    joined.refresh_from_db()
    log_action(Action.DELETED, joined)
    joined.delete()
    return session


def _refuse_losses(session: Session, joined: Session) -> None:
    """Raise Refused where joining would publish, or lose, something of the second session."""
    if session.is_withheld != joined.is_withheld:
        raise Refused(gettext("One of the two sessions is withheld: settle that first."))
    # What a session says of itself: one that is joined to another keeps none of it.
    recording = ("recording_url", "recording_file", "recording_captions")
    names = (*worded_fields(Session), *recording, "day")
    if not session.start:
        names = (*names, "start")
    for field in _own_columns(Session, names):
        value = getattr(joined, field)
        if value and value != getattr(session, field):
            words = gettext("“%(field)s” of the second session would be lost: settle that first.")
            raise Refused(words % {"field": model_field(Session, field).verbose_name})


def _session_behind(session: Session) -> Session:
    """Add a session behind another, of the same kind and name."""
    sessions = _in_order(session)
    place = sessions.index(session) + 1
    added = Session(event=session.event, position=place + 1)
    _take_over(session, added, _COPIED)
    number_sessions([*sessions[:place], added, *sessions[place:]])
    slugs = {row.slug for row in sessions}
    added.slug = propose(
        session.slug, is_taken=lambda slug: slug in slugs or slug in RESERVED_SESSION_SLUGS
    )
    added.save()
    log_action(Action.ADDED, added)
    return added


def number_sessions(sessions: Iterable[Session]) -> int:
    """Number sessions from 1 on, saving those whose place changes; return how many."""
    moved = 0
    for place, session in enumerate(sessions, start=1):
        if session.position != place:
            session.position = place
            session.save(update_fields=["position"])
            moved += 1
    return moved


def _in_order(session: Session) -> list[Session]:
    return list(session.event.sessions.order_by("position", "pk"))


def _take_over(source: Any, target: Any, names: tuple[str, ...]) -> None:
    """Copy columns, in each language that they have."""
    for attribute in _own_columns(type(source), names):
        setattr(target, attribute, getattr(source, attribute))


def _own_columns(model: type[Record], names: tuple[str, ...]) -> Iterator[str]:
    """Yield columns of a model, in each language that they have."""
    fields = {field.attname for field in model._meta.concrete_fields}
    for name in names:
        translated = [column(name, code) for code in language_codes()]
        yield from translated if translated[0] in fields else [name]


def _move(guest: Appearance, session: Session, position: int) -> None:
    guest.session, guest.position = session, position
    guest.save(update_fields=["session", "position"])
