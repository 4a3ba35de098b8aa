"""Drills and rehearsals one after the other, whatever became of those before."""

import traceback
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Verdict(NamedTuple):
    """What became of a drill: its line, and whether all that it asks for was so."""

    line: str
    is_met: bool

    def __str__(self) -> str:
        return f"{self.line}: {'reached' if self.is_met else 'MISSED'}"


def run_each(drills: Mapping[str, Callable[[], Verdict]]) -> int:
    """Print a line for each; return 1 where one missed its goal or came to no end, else 0."""
    is_met = True
    for name, drill in drills.items():
        try:
            verdict = drill()
        except (Exception, SystemExit) as error:
            # A number is the end of them all: whoever runs them was told to stop.
            if isinstance(error, SystemExit) and not isinstance(error.code, str):
                raise
            reason = "".join(traceback.format_exception_only(error)).strip()
            print(f"{name}: FAILED: {reason.splitlines()[-1]}", flush=True)
            is_met = False
        else:
            print(verdict, flush=True)
            is_met = is_met and verdict.is_met
    return 0 if is_met else 1
