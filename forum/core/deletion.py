"""What becomes of a part when a record that it names is deleted."""

from typing import Any

from django.db.models import ForeignKey, QuerySet
from django.db.models.deletion import Collector

from forum.core.columns import model_field
from forum.core.visibility import embargo_filter, withheld_filter


def set_null_withheld(
    collector: Collector, field: "ForeignKey[Any, Any]", parts: "QuerySet[Any]", using: str
) -> None:
    """Let parts name nothing instead, and withhold those that were hidden by what is deleted.

    An ``on_delete``: the slides of a guest whose office declined are not to become public with the
    guest's deletion.
    """
    # Any: each model that this stands on is a part, and visible or not.
    model: Any = field.model
    # Read before the first column changes: the condition asks for what is deleted.
    hidden = list(parts.filter(withheld_filter(model) | embargo_filter(model)))
    collector.add_field_update(field, None, parts)
    if hidden:
        collector.add_field_update(model_field(model, "withheld"), True, hidden)
