"""Tables in texts (CSV): cells that no spreadsheet computes, and what lost its end on the way."""

import re
from collections.abc import Sequence
from typing import Final

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), or what would be
# taken for such a text behind its apostrophe.
_GUARDED: Final = re.compile(r"'*[=+\-@\t\r]")


def guard_cell(text: str) -> str:
    """Return a cell that no spreadsheet computes: behind an apostrophe if it needs one."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguard_cell(text: str) -> str:
    """Return a cell without the apostrophe that ``guard_cell`` put before it."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def is_cut_off(text: str, widths: Sequence[int]) -> bool:
    """Tell whether a text ends within its last row, which would come in as half of what it says.

    widths: the cells of each row. Programs write as many in each; people who leave cells out do so
    in other rows too, or end the last one.
    """
    *whole, last = widths or (0,)
    is_ended = text.endswith(("\n", "\r"))
    return not is_ended and len(whole) > 1 and len(set(whole)) == 1 and last < whole[0]
