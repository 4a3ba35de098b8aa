"""What a benchmark has seen, against its goals: the rows of one table."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from deploy.drills.stage import end_when_told

ROOT: Final = Path(__file__).resolve().parent.parent
WIDTH: Final = 48


@dataclass(frozen=True, slots=True)
class Figure:
    """A row. goal: so much at most, or at least where is_least; None of what is no goal's.

    spread: the least and the most of the turns that it is the median of.
    note: what stands beside it.
    """

    name: str
    seen: float
    unit: str
    goal: float | None = None
    is_least: bool = False
    spread: tuple[float, float] | None = None
    note: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached; what has none misses none."""
        if self.goal is None:
            return True
        return self.seen >= self.goal if self.is_least else self.seen <= self.goal

    def __str__(self) -> str:
        goal = verdict = ""
        if self.goal is not None:
            goal = f"{'>=' if self.is_least else '<='} {self.goal:g}"
            verdict = "reached" if self.is_reached else "MISSED"
        turns = " to ".join(map(write_number, self.spread)) if self.spread else ""
        beside = ", ".join(filter(None, (turns, self.note)))
        line = (
            f"{self.name:<{WIDTH}}{goal:>9}{write_number(self.seen):>9} {self.unit:<12}{verdict:<9}"
        )
        return f"{line}{beside}".rstrip()


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


def tell(figures: Iterable[Figure], *, as_json: bool = False) -> int:
    """Print figures as they come; return the exit code. as_json: for who puts tables together."""
    missed = 0
    if not as_json:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before\n{HEAD}")
    for figure in figures:
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
