"""Erasing a person: what told who somebody was goes, from the tables and from their history.

What stays is the record of the event: that a guest had a part in a session, in which role, order
and way, under “Name withheld”. Names in the texts of other records, and in what somebody is still
at, are not rewritten, for a text that its author did not write would stand there, and be public:
they are told, and somebody edits them.
"""

from collections.abc import Callable
from itertools import groupby

from django.db import transaction
from django.db.models import Model

from forum.history.audit import Action, log_action
from forum.history.version_token import OvertakenError
from forum.workflow.erasure.journal import note_erasure
from forum.workflow.erasure.plan import Erasure, plan_erasure
from forum.workflow.erasure.traces import (
    forget_covers,
    forget_deleted_rows,
    forget_files,
    forget_traces,
    scrub_history,
    scrub_row,
    write_row,
)
from forum.workflow.erasure.values import appearance_values, make_empty_values, person_values
from people.models import Person
from sessions_app.models import Photo


def ignore(_step: str) -> None:
    """Report nothing."""


@transaction.atomic
def erase_person(
    erasure: Erasure, *, with_remarks: bool, on_step: Callable[[str], None] = ignore
) -> None:
    """Carry out a planned erasure in one transaction.

    with_remarks: whether the remarks go too; on_step: is told what is done now. Raises
    OvertakenError where something has changed since it was planned, UntoldHostsError where the
    bucket that hosts share does not answer.
    """
    on_step("what has changed meanwhile")
    erasure = _plan_again(erasure)
    person = erasure.person
    on_step("files and photos")
    forget_covers(erasure)
    forget_files(erasure)
    for photo in erasure.own_photos:
        scrub_row(photo, make_empty_values(Photo, ("caption", "alt", "credit", "image")))
        photo.delete()
    for photo in erasure.shared_photos:
        photo.withheld = True
        photo.save()
    for document in erasure.documents:
        document.delete()
    on_step("appearances")
    for appearance in erasure.appearances:
        write_row(appearance, appearance_values(with_remarks=with_remarks))
        appearance.photos.clear()
        scrub_row(appearance, {"photos": []})
    write_row(person, person_values(person))
    forget_deleted_rows(erasure, with_remarks=with_remarks)
    on_step("imports and unfinished work")
    forget_traces(erasure, with_remarks=with_remarks)
    on_step("history")
    scrub_history(erasure)
    log_action(
        Action.ERASED,
        person,
        appearances=len(erasure.appearances),
        photos=len(erasure.own_photos),
        documents=len(erasure.documents),
        remarks=with_remarks,
    )
    # Rather remembered of one that fails yet than forgotten of one that is done.
    note_erasure(person, with_remarks=with_remarks)


def _plan_again(planned: Erasure) -> Erasure:
    """Lock the rows of a plan and make it anew: nothing that was saved meanwhile is overwritten."""
    rows: tuple[Model, ...] = (
        *planned.covered, planned.person, *planned.appearances, *planned.own_photos,
        *planned.shared_photos, *planned.documents, *planned.runs,
    )  # fmt: skip
    for model, group in groupby(rows, lambda row: type(row)):
        locked = model._base_manager.select_for_update().filter(pk__in=[row.pk for row in group])
        list(locked.order_by("pk").values_list("pk"))
    person = Person.objects.filter(pk=planned.person.pk).first()
    if person is None or (erasure := plan_erasure(person)) != planned:
        raise OvertakenError
    return erasure
