"""What staff said that the columns of a table hold, remembered for the next with its header."""

from collections.abc import Iterable, Mapping
from typing import Final

from forum.core.names import fold
from forum.history.working_copies.copy_diversion import keep_beside
from forum.models import ColumnMapping

_SEPARATOR: Final = "\x1f"


def remembered_columns(header: Iterable[str]) -> Mapping[str, str]:
    """Return header -> field as staff said of such a table before, {} where nobody did."""
    mapping = ColumnMapping.objects.filter(header=_key(header)).first()
    return mapping.columns if mapping else {}


def remember_columns(header: Iterable[str], columns: Mapping[str, str]) -> None:
    """Remember what the columns of a table hold."""
    mapping, _is_new = ColumnMapping.objects.update_or_create(
        header=_key(header), defaults={"columns": dict(columns)}
    )
    keep_beside(mapping)


def _key(header: Iterable[str]) -> str:
    return _SEPARATOR.join(fold(cell) for cell in header)
