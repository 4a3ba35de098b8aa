"""Drills and rehearsals one after the other, whatever became of those before."""

import traceback
from collections.abc import Callable, Mapping


def run_each(drills: Mapping[str, Callable[[], str]]) -> int:
    """Print a line for each; return 1 where one missed its goal or came to no end, else 0."""
    is_met = True
    for name, drill in drills.items():
        try:
            line = drill()
        except (Exception, SystemExit) as error:
            # A number is the end of them all: whoever runs them was told to stop.
            if isinstance(error, SystemExit) and not isinstance(error.code, str):
                raise
            reason = "".join(traceback.format_exception_only(error)).strip()
            line = f"{name}: FAILED: {reason.splitlines()[-1]}"
        print(line, flush=True)
        is_met = is_met and not any(mark in line for mark in ("MISSED", "FAILED"))
    return 0 if is_met else 1
