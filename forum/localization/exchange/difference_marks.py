"""How two texts differ, in one line of plain text: [-was-]{+is+}."""

from collections.abc import Iterator
from typing import Final

from django.utils.text import Truncator

from forum.core.richtext import to_text
from forum.core.text_differences import TextPiece, differences
from forum.core.translations.units import Unit

_AROUND: Final = 20
_LONGEST: Final = 400


def mark_source_change(unit: Unit, then: str) -> str:
    """Return how the source that was translated differs from today's."""
    texts = (to_text(then), to_text(unit.source)) if unit.rich else (then, unit.source)
    return mark_differences(*(" ".join(text.split()) for text in texts))


def mark_differences(old: str, new: str) -> str:
    """Return both texts in one, what they share cut to what stands around the differences."""
    return Truncator("".join(_pieces(differences(old, new)))).chars(_LONGEST)


def _pieces(pieces: list[TextPiece]) -> Iterator[str]:
    for piece in pieces:
        match piece.kind:
            case "old":
                yield f"[-{piece.text}-]"
            case "new":
                yield f"{{+{piece.text}+}}"
            case _ if len(piece.text) > 2 * _AROUND + 1:
                yield f"{piece.text[:_AROUND]}…{piece.text[-_AROUND:]}"
            case _:
                yield piece.text
