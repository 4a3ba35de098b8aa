"""What a benchmark has seen, against its goals: the rows of one table."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from deploy.drills.stage import end_when_told

ROOT: Final = Path(__file__).resolve().parent.parent
WIDTH: Final = 48
# Additions of a loop, and the seconds of processor that they take on CPython 3.13 at the machine's
# best, when robots.txt takes 0.3 ms, as a bare page did where the goals were set.
ADDITIONS: Final = 1_000_000
SECONDS_AT_BEST: Final = 0.0088
# Units of what a slower processor makes longer.
TIMES: Final = frozenset({"ms", "s"})
RATE: Final = "a second"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row. goal: so much at most, or at least where is_least; None of what is no goal's.

    spread: the least and the most of the turns that it is the median of.
    note: what stands beside it. slowness: how many times as long as at its best the machine took
    for the same computation when this was seen.
    """

    name: str
    seen: float
    unit: str
    goal: float | None = None
    is_least: bool = False
    spread: tuple[float, float] | None = None
    note: str = ""
    slowness: float = 1.0

    @property
    def at_best(self) -> float:
        """What would have been seen at the machine's best, as the same computation tells."""
        if self.unit in TIMES:
            return self.seen / self.slowness
        return self.seen * self.slowness if self.unit == RATE else self.seen

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached; what has none misses none."""
        return self._meets_goal(self.seen)

    def _meets_goal(self, number: float) -> bool:
        if self.goal is None:
            return True
        return number >= self.goal if self.is_least else number <= self.goal

    def __str__(self) -> str:
        goal = verdict = ""
        if self.goal is not None:
            goal = f"{'>=' if self.is_least else '<='} {self.goal:g}"
            verdict = "reached" if self.is_reached else "MISSED"
        turns = " to ".join(map(write_number, self.spread)) if self.spread else ""
        beside = ", ".join(filter(None, (self._describe_best(), turns, self.note)))
        line = (
            f"{self.name:<{WIDTH}}{goal:>9}{write_number(self.seen):>9} {self.unit:<12}{verdict:<9}"
        )
        return f"{line}{beside}".rstrip()

    def _describe_best(self) -> str:
        """Return what a missed goal is as a ratio to the machine's pace, or nothing."""
        if self.is_reached or self.at_best == self.seen:
            return ""
        verdict = "reached" if self._meets_goal(self.at_best) else "MISSED"
        return (
            f"{write_number(self.at_best)} at best: {verdict} (machine {self.slowness:.1f} x slow)"
        )


HEAD: Final = f"{'figure':<{WIDTH}}{'goal':>9}{'seen':>9}"


def write_number(number: float) -> str:
    """Return three digits of a number, or all of a whole one."""
    return (
        f"{number:,.{0 if number >= 100 or number == int(number) else 1 if number >= 10 else 2}f}"
    )


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of what every benchmark is told."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / ".data" / "bench", help="folder of the sites' data"
    )
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return parser


def measure_slowness() -> float:
    """Return how many times as long as at its best the machine takes for a computation now."""
    return max(1.0, min(_time_additions() for _turn in range(5)) / SECONDS_AT_BEST)


def _time_additions() -> float:
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


def tell(figures: Iterable[Figure], *, as_json: bool = False) -> int:
    """Print figures as they come; return the exit code. as_json: for who puts tables together."""
    missed = 0
    if not as_json:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before\n{HEAD}")
    for seen in figures:
        figure = replace(seen, slowness=measure_slowness())
        missed += not figure.is_reached
        print(json.dumps(asdict(figure)) if as_json else figure, flush=True)
    return 1 if missed and not as_json else 0


def read_figure(line: str) -> Figure:
    """Return what ``tell`` has printed as JSON."""
    values = json.loads(line)
    return Figure(**{**values, "spread": values["spread"] and tuple(values["spread"])})


def run(description: str | None, measure: Callable[[Path], Iterable[Figure]]) -> None:
    """Be the command of a benchmark that is told nothing but its folder."""
    arguments = make_parser(description).parse_args()
    end_when_told()
    sys.exit(tell(measure(arguments.data.absolute()), as_json=arguments.json))
