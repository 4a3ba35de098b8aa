"""The server, granian, started by its class.

Its command line is a library for command lines: 4 MB of the process that starts the others, part of
which each of them copied.
"""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from granian.server.common import AbstractServer


# A process told to end before it listens for that would be waited for without end. Less than
# systemd's TimeoutStopSec in deploy/forum.service, longer than a statement may take.
SECONDS_TO_END: Final = 25
# What a collector of logs reads: its own lines as the site's.
_JSON: Final = {"()": "forum.observability.log_lines.JsonLines"}


def make_server(
    host: str, port: int, workers: int, threads: int, home: Path, log_format: str = "text"
) -> "AbstractServer[Any]":
    """Return the server, with a queue as long as the threads can answer in time."""
    # Processes that are started anew from this one import this module, but serve nothing.
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.server import Server

    return Server(
        "forum.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        backpressure=threads * 4,
        http1_settings=HTTP1Settings(),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        working_dir=home,
        log_dictconfig=(
            {"formatters": {"generic": _JSON, "access": _JSON}} if log_format == "json" else None
        ),
    )


def main() -> None:
    host, port, workers, threads, home, log_format = sys.argv[1:]
    # The site's modules, not those beside this file.
    beside = str(Path(__file__).parent)
    sys.path[:] = [home, *(path for path in sys.path if path not in (home, beside))]
    server = make_server(host, int(port), int(workers), int(threads), Path(home), log_format)
    # Its processes are copies of this one: what none of them writes to lies in memory once, and
    # to look through it for what is left behind would write to it.
    gc.collect()
    gc.freeze()
    server.serve()


if __name__ == "__main__":
    main()
