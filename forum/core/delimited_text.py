"""What tells that a table in a text lost its end on the way."""

from collections.abc import Sequence


def is_cut_off(text: str, widths: Sequence[int]) -> bool:
    """Tell whether a text ends within its last row, which would come in as half of what it says.

    widths: the cells of each row. Programs write as many in each; people who leave cells out do so
    in other rows too, or end the last one.
    """
    *whole, last = widths or (0,)
    is_ended = text.endswith(("\n", "\r"))
    return not is_ended and len(whole) > 1 and len(set(whole)) == 1 and last < whole[0]
