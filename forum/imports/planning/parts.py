"""What all parts of an event share: a take-down stays, and so does what the document dropped."""

from collections.abc import Mapping, Sequence

from django.db.models import Model
from django.utils.translation import gettext

from forum.core.content import Part
from forum.imports.planning.changes import FieldChange, Ref
from forum.imports.planning.plan_builder import Bench, name_of
from forum.imports.planning.row_matching import left_over


def list_take_down(bench: Bench, ref: Ref) -> Ref:
    """List that staff withheld the part. No import brings it back, not even one that overwrites."""
    row = bench.changes[ref].row
    if isinstance(row, Part) and row.withheld:
        bench.add_field(ref, FieldChange("withheld", True, False, kept=True))
    return ref


def keep_left_over[M: Model](bench: Bench, rows: Sequence[M], found: Mapping[str, M]) -> None:
    """List what an import made and the document does not name any more; it stays.

    What staff have withheld already is settled.
    """
    for row in left_over(rows, dict(found), bench.memory):
        if not getattr(row, "withheld", False):
            note = gettext(
                "The document does not name it any more; it stays. Withhold or delete it in the "
                "admin if it is to go."
            )
            bench.keep(row, name_of(row), note)
