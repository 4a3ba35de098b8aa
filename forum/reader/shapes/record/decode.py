"""The best whole reading of a row of lines: dynamic programming over stretches of them.

A semi-Markov Viterbi: every stretch may be read in several ways, each with its cost; what a way
costs in addition behind those before it depends on a small state (has anybody spoken, who speaks).
The least sum wins, so that no line is decided before the lines around it. Linear in the length.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

# So many states at one line are followed; there are rarely more than four.
_MOST_STATES: Final = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """One way to read some lines: as which kind of segment, how doubtful, what it yields."""

    kind: str
    size: int
    cost: float
    content: Any = None  # as the kind's scorer gives it


class _Path(NamedTuple):
    cost: float
    stretch: Stretch | None
    previous: "_Path | None"


def decode[State: Hashable](
    length: int,
    start: State,
    stretches_at: Callable[[int], Iterable[Stretch]],
    advance: Callable[[State, Stretch], tuple[float, State]],
) -> list[Stretch]:
    """Return the stretches that cover all lines at the least cost.

    stretches_at: the ways to read what begins at a line; advance: what one costs in a state beside
    its own cost, and the state behind it.
    """
    reached: list[dict[State, _Path]] = [{} for _ in range(length + 1)]
    reached[0][start] = _Path(0.0, None, None)
    for place in range(length):
        states = sorted(reached[place].items(), key=lambda item: item[1].cost)[:_MOST_STATES]
        for stretch in stretches_at(place) if states else ():
            ends = reached[place + stretch.size]
            for state, path in states:
                extra, next_state = advance(state, stretch)
                cost = path.cost + stretch.cost + extra
                if next_state not in ends or cost < ends[next_state].cost:
                    ends[next_state] = _Path(cost, stretch, path)
        reached[place] = {}
    last: _Path | None = min(reached[length].values(), key=lambda path: path.cost)
    result: list[Stretch] = []
    while last is not None and last.stretch is not None:
        result.append(last.stretch)
        last = last.previous
    return result[::-1]
