"""The names of texts in files: event.12.title."""

import re
from typing import Any, NamedTuple

from forum.core.translations.states import is_rich, worded_fields
from forum.localization.translation_access import models_by_name

_KEY = re.compile(r"([a-z]+)\.([1-9][0-9]{0,17})\.([a-z_]+)")


class UnitId(NamedTuple):
    """A field of a row."""

    model: Any
    pk: int
    field: str

    @property
    def is_rich(self) -> bool:
        """Whether the field holds HTML."""
        return is_rich(self.model, self.field)


def parse_unit_id(key: str) -> UnitId | None:
    """Return what a key names, None for what names no field of ours; the row may not be there."""
    match = _KEY.fullmatch(key)
    model = match and models_by_name().get(match[1])
    if not match or model is None or match[3] not in worded_fields(model):
        return None
    return UnitId(model, int(match[2]), match[3])
