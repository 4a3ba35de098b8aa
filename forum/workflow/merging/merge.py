"""A merge carried out: one transaction, through ``save()``, logged on both records."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from forum.history.audit import Action, log_action
from forum.models import KnowledgeProduct, SlugRedirect, TakeDown
from forum.workflow.merging.planning import Move, Pair, Plan, plan, united
from forum.workflow.merging.row_union import STRICTEST, copy_state, strictest
from people.models import Named
from sessions_app.models import Appearance, Document


class MergeRefused(Exception):
    """The two cannot be merged as they are; the message says why in sentences."""


class MovedOn(Exception):
    """One of the two was saved or deleted since it was looked at."""


def merge(
    kept: Named, other: Named, taken: Collection[str], user: Any, versions: tuple[int, int]
) -> Named:
    """Merge a record into another, which is returned.

    taken: names of the fields in which the other's value holds. versions: of the two as they were
    looked at. Raises MovedOn and MergeRefused; then nothing is changed.
    """
    with transaction.atomic():
        kept, other = _locked(kept, other, versions)
        planned = plan(kept, other)
        if planned.refusals:
            raise MergeRefused(" ".join(planned.refusals))
        for move in planned.moves:
            _carry(move, planned, user)
        _take_fields(planned, taken)
        _lead_on(kept, other)
        log_action(Action.MERGED_AWAY, other, user, name=str(kept))
        name, slug = str(other), other.slug
        other.delete()
        kept.save()
        log_action(Action.MERGED, kept, user, name=f"{name} ({slug})")
    return kept


def _locked(kept: Named, other: Named, versions: tuple[int, int]) -> tuple[Named, Named]:
    rows = type(kept)._default_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=(kept.pk, other.pk))}
    present = tuple(found[one.pk].version for one in (kept, other) if one.pk in found)
    if present != versions:
        raise MovedOn
    return found[kept.pk], found[other.pk]


def _carry(move: Move, planned: Plan, user: Any) -> None:
    for row in move.rows:
        if move.relation.is_many:
            getattr(row, move.relation.field).remove(planned.other)
            getattr(row, move.relation.field).add(planned.kept)
        else:
            setattr(row, move.relation.field, planned.kept)
        row.save()
        log_action(Action.MOVED_BY_MERGE, row, user, name=str(planned.kept))
    for pair in move.pairs:
        _join(pair, user)


def _join(pair: Pair, user: Any) -> None:
    kept, other = pair.kept, pair.other
    for name, value in pair.joined.values.items():
        setattr(kept, name, value)
        copy_state(kept, other, name)
    if isinstance(kept, Appearance):
        _move_what_hangs_on(kept, other)
    log_action(Action.JOINED_AWAY, other, user, name=str(kept))
    other.delete()
    kept.save()
    log_action(Action.JOINED, kept, user, name=str(other))


def _move_what_hangs_on(kept: Appearance, other: Appearance) -> None:
    for document in Document.objects.filter(appearance=other):
        document.appearance = kept
        document.save()
    for product in KnowledgeProduct.objects.filter(launched_by=other):
        product.launched_by.add(kept)
        product.save()
    still = TakeDown.objects.about(kept).filter(undone_at=None).values_list("scope", flat=True)
    moving = TakeDown.objects.about(other).exclude(undone_at=None, scope__in=list(still))
    moving.update(object_id=kept.pk)


def _take_fields(planned: Plan, taken: Collection[str]) -> None:
    kept, other = planned.kept, planned.other
    before = kept.names()
    for one in planned.fields:
        if one.name in taken:
            for name in one.columns:
                value = getattr(other, name)
                # A picture is known by its name: its file stays, for another row names it now.
                setattr(kept, name, value.name if hasattr(value, "_committed") else value)
                copy_state(kept, other, name)
    for name in STRICTEST & {one.name for one in kept._meta.concrete_fields}:
        setattr(kept, name, strictest(name, getattr(kept, name), getattr(other, name)))
    kept.aliases = [*kept.aliases, *before]
    kept.aliases = united(kept, other)


def _lead_on(kept: Named, other: Named) -> None:
    """Let every address of the other lead to the record that stays, for ever."""
    kind = ContentType.objects.get_for_model(other)
    former = SlugRedirect.objects.filter(content_type=kind, scope=other.address_scope)
    former.filter(object_id=other.pk).update(object_id=kept.pk)
    former.update_or_create(
        content_type=kind,
        scope=other.address_scope,
        old_slug=other.slug,
        defaults={"object_id": kept.pk},
    )
