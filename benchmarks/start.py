"""How long the server takes from its command to the first byte of its first page.

    uv run python -m benchmarks.start [--data FOLDER]

The demo's largest event, made and not published, with production settings, in the median of several
starts; the database runs already. Exit code 1: the goal was missed.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, run
from benchmarks.production import HOST, choose_pages, prepare, read_processor, serve

# Seconds.
GOAL = 2.0
STARTS = 5


def measure(data: Path) -> Iterator[Figure]:
    with ExitStack() as stack:
        environment = prepare(data, stack)
        path = choose_pages()["event"]
        starts = [time_start(environment, path) for _start in range(STARTS)]
        seconds, processor = ([start[part] for start in starts] for part in (0, 1))
        yield Figure(
            "start to the first byte of an event", median(seconds), "s", GOAL,
            spread=(min(seconds), max(seconds)), note=f"{median(processor):.1f} s of processor",
        )  # fmt: skip


def time_start(environment: dict[str, str], path: str) -> tuple[float, float]:
    """Return the seconds until the first byte of a page, and those of the processor."""
    began = time.perf_counter()
    with serve(environment) as server:
        connection = HTTPConnection(HOST, server.port, timeout=60)
        connection.request("GET", path)
        connection.getresponse()
        seconds = time.perf_counter() - began
        connection.close()
        return seconds, read_processor(server.process.pid) / 1000


if __name__ == "__main__":
    run(__doc__, measure)
