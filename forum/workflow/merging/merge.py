"""A merge carried out: one transaction, through ``save()``, logged on both records."""

from collections.abc import Collection, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from forum.history.audit import Action, log_action
from forum.history.version_token import require_token, token_of
from forum.models import (
    ClearanceReply,
    Comment,
    HomePart,
    PreviewLink,
    SlugRedirect,
    TakeDown,
)
from forum.workflow.authorship import editors
from forum.workflow.merging.journal import MergeNotes
from forum.workflow.merging.planning import (
    MergePlan,
    Move,
    RowPair,
    plan_merge,
    unite_spellings,
)
from forum.workflow.merging.row_union import STRICTEST, copy_state, strictest
from people.models import Named, Person, User
from sessions_app.models import Appearance


class MergeRefused(Exception):
    """The two cannot be merged as they are; the message says why in sentences."""


def merge_records(
    survivor: Named,
    duplicate: Named,
    chosen_fields: Collection[str],
    user: User,
    version_token: str,
) -> Named:
    """Merge a record into another, which is returned.

    chosen_fields: names of those in which the duplicate's value holds. version_token: of the two as
    they were looked at. Raises OvertakenError and MergeRefused; then nothing is changed.
    """
    with transaction.atomic():
        survivor, duplicate = _locked(survivor, duplicate, version_token)
        plan = plan_merge(survivor, duplicate)
        if plan.refusals:
            raise MergeRefused(" ".join(plan.refusals))
        notes = MergeNotes(plan)
        for move in plan.moves:
            _carry(move, plan, user, notes)
        _take_fields(plan, chosen_fields)
        _redirect(survivor, duplicate, notes)
        notes.move(Comment.objects.about(duplicate), "object_id", duplicate, survivor)
        log_action(Action.MERGED_AWAY, duplicate, user, name=str(survivor))
        name, slug = str(duplicate), duplicate.slug
        authors = sorted(editors(duplicate)) if chosen_fields else []
        duplicate.delete()
        survivor.save()
        log_action(Action.MERGED, survivor, user, name=f"{name} ({slug})", authors=authors)
        notes.store(user)
    return survivor


def _locked(survivor: Named, duplicate: Named, version_token: str) -> tuple[Named, Named]:
    rows = type(survivor)._default_manager.select_for_update().order_by("pk")
    stored = {row.pk: row for row in rows.filter(pk__in=(survivor.pk, duplicate.pk))}
    pair = [stored[pk] for pk in (survivor.pk, duplicate.pk) if pk in stored]
    require_token(version_token, pair_token(pair))
    return stored[survivor.pk], stored[duplicate.pk]


def pair_token(pair: Sequence[Named]) -> str:
    """Return the version token of the two, in their order; of what is left of them."""
    return token_of([(record.pk, record.version) for record in pair])


def _carry(move: Move, plan: MergePlan, user: User, notes: MergeNotes) -> None:
    for row in move.rows:
        if move.relation.is_many:
            getattr(row, move.relation.field).remove(plan.duplicate)
            getattr(row, move.relation.field).add(plan.survivor)
        else:
            setattr(row, move.relation.field, plan.survivor)
        row.save()
        log_action(Action.MOVED_BY_MERGE, row, user, name=str(plan.survivor))
    for pair in move.pairs:
        _join(pair, user, notes)


def _join(pair: RowPair, user: User, notes: MergeNotes) -> None:
    survivor, duplicate = pair.survivor, pair.duplicate
    for name, value in pair.joined.values.items():
        setattr(survivor, name, value)
        copy_state(survivor, duplicate, name)
    if isinstance(survivor, Appearance) and isinstance(duplicate, Appearance):
        _move_dependents(survivor, duplicate, notes)
    notes.move(Comment.objects.about(duplicate), "object_id", duplicate, survivor)
    log_action(Action.JOINED_AWAY, duplicate, user, name=str(survivor))
    duplicate.delete()
    survivor.save()
    log_action(Action.JOINED, survivor, user, name=str(duplicate))


def _move_dependents(survivor: Appearance, duplicate: Appearance, notes: MergeNotes) -> None:
    survivor.photos.add(*duplicate.photos.all())
    for relation in Appearance._meta.related_objects:
        name = relation.field.name
        for row in relation.related_model._base_manager.filter(**{name: duplicate}):
            if relation.many_to_many:
                getattr(row, name).add(survivor)
            else:
                setattr(row, name, survivor)
            row.save()
    quotes = HomePart.objects.filter(appearance=duplicate)
    notes.move(quotes, "appearance_id", duplicate, survivor)
    open_scopes = (
        TakeDown.objects.about(survivor).filter(undone_at=None).values_list("scope", flat=True)
    )
    moving = TakeDown.objects.about(duplicate).exclude(undone_at=None, scope__in=list(open_scopes))
    notes.move(moving, "object_id", duplicate, survivor)
    notes.move(ClearanceReply.objects.about(duplicate), "object_id", duplicate, survivor)


def _take_fields(plan: MergePlan, chosen_fields: Collection[str]) -> None:
    survivor, duplicate = plan.survivor, plan.duplicate
    old_names = survivor.names()
    for difference in plan.fields:
        if difference.name in chosen_fields:
            for name in difference.columns:
                value = getattr(duplicate, name)
                # A picture is known by its name: its file stays, for another row names it now.
                setattr(survivor, name, value.name if hasattr(value, "_committed") else value)
                copy_state(survivor, duplicate, name)
    for name in STRICTEST & {field.name for field in survivor._meta.concrete_fields}:
        setattr(survivor, name, strictest(name, getattr(survivor, name), getattr(duplicate, name)))
    survivor.aliases = [*survivor.aliases, *old_names]
    survivor.aliases = unite_spellings(survivor, duplicate)


def _redirect(survivor: Named, duplicate: Named, notes: MergeNotes) -> None:
    """Redirect every address of the duplicate to the record that stays, and links for it."""
    if isinstance(survivor, Person):
        links = PreviewLink.objects.filter(person_key=duplicate.pk)
        notes.move(links, "person_key", duplicate, survivor)
    kind = ContentType.objects.get_for_model(duplicate)
    former = SlugRedirect.objects.filter(content_type=kind, scope=duplicate.address_scope)
    notes.move(former.filter(object_id=duplicate.pk), "object_id", duplicate, survivor)
    former.update_or_create(
        content_type=kind,
        scope=duplicate.address_scope,
        old_slug=duplicate.slug,
        defaults={"object_id": survivor.pk},
    )
