"""A whole site on loopback for a drill: database, server, worker, and visitors."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
_BEGIN_RELEASE = "from forum.delivery.publishing import publisher; publisher.begin_release()"
KEY = "drill-key-that-signs-nothing-0123456789-abcdefghijklmnop"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_when_told() -> None:
    """Let who is told to end, by a time limit for one, end what it has started.

    Told again meanwhile, by its group and by who started it, it goes on with that.
    """

    def end(*_signal: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(143)

    signal.signal(signal.SIGTERM, end)


@dataclass
class Answers:
    """What visitors were answered. slowest, slowest_with: seconds, by path, and by status too."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    slowest_with: dict[tuple[str, int], float] = field(default_factory=dict)
    moments: list[tuple[float, str, int]] = field(default_factory=list)

    def count(self, path: str) -> str:
        """Say how often a path was answered how: “200 × 812”; 0 stands for no answer."""
        parts = sorted(
            (status, count) for (asked, status), count in self.statuses.items() if asked == path
        )
        return ", ".join(f"{status or 'no answer'} × {count}" for status, count in parts)

    def failures(self, path: str) -> int:
        return sum(
            count
            for (asked, status), count in self.statuses.items()
            if asked == path and status != 200
        )


class DrillStage:
    """A site in a folder of its own. Enter it, break something, and see who is answered."""

    def __init__(self, workers: int = 2, *, with_records: bool = True) -> None:
        self.workers, self.with_records = workers, with_records
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        end_when_told()
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _set_up(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="forum-drill-"))
        self.folder.chmod(0o755)
        # Runs after what the embedded server does at the end of its last user.
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        from forum import embedded

        self.embedded = embedded
        embedded.ensure_running(self.folder)
        self.database = embedded.locate(self.folder)
        self.port = self.first_port = free_port()
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.environ.get("HOME", "/"),
            "DEBUG": "0",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "0",
            "SECURITY_CONTACT": "mailto:drill@example.org",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"postgresql://postgres@/forum?host={self.database.sockets}",
            "METRICS_TOKEN": KEY,
            "PUBLISH_ADDRESS": f"http://127.0.0.1:{self.port}",
        }
        if self.with_records:
            self.manage("demo", "--no-serve", DEBUG="1")
            # As an upgrade and a worker do: beside pages of other settings none is stored.
            self.manage("shell", "--no-imports", "-c", _BEGIN_RELEASE)
        self.manage("collectstatic", "--no-input", "-v0")

    def __exit__(self, *error: object) -> None:
        self.end_processes()
        self.embedded.stop(self.folder)

    def end_processes(self) -> None:
        """End what was started, server and workers."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                # A busy server may not hear of it in time: its children end with it.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()
                process.wait()
        self.processes.clear()

    def manage(self, *arguments: str, **variables: str) -> str:
        """Run a command to its end; raise with its last line if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{arguments[0]} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a command that stays; its log lies in the folder."""
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def serve(self, port: int = 0) -> subprocess.Popen[bytes]:
        """Start the server, at the site's own port unless told, and wait until it is ready."""
        self.port = port or self.first_port
        process = self.start("serve", "--port", str(self.port), "--workers", str(self.workers))
        self.wait_for("/readyz", 200, 120)
        return process

    def get(
        self, path: str, timeout: float = 30, cookie: str = "", port: int = 0
    ) -> tuple[int, bytes]:
        """Return status and content; 0 where there was no answer."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers=self._headers(cookie))
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()

    def _headers(self, cookie: str) -> dict[str, str]:
        # Every host of a site is asked by the site's one name.
        host = {"Host": f"127.0.0.1:{self.first_port}"}
        return {**host, "Cookie": cookie} if cookie else host

    def wait_for(self, path: str, status: int, seconds: float) -> float:
        """Return after how many seconds a path is answered so; stop the drill if never."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.get(path)[0] == status:
                return time.monotonic() - began
            time.sleep(0.05)
        raise SystemExit(f"{path} was not answered {status} within {seconds:.0f} s")

    @contextmanager
    def visitors(
        self, *paths: str, count: int = 16, cookie: str = "", port: int = 0
    ) -> Iterator[Answers]:
        """Let visitors ask for paths in turn until the block ends. port: not the site's own."""
        answers, is_over, lock = Answers(), threading.Event(), threading.Lock()

        def ask(number: int) -> None:
            turn = number
            while not is_over.is_set():
                path = paths[turn % len(paths)]
                turn += 1
                began = time.monotonic()
                status, _content = self.get(path, cookie=cookie, port=port)
                seconds = time.monotonic() - began
                with lock:
                    answers.statuses[path, status] += 1
                    answers.slowest[path] = max(answers.slowest.get(path, 0), seconds)
                    asked = path, status
                    answers.slowest_with[asked] = max(answers.slowest_with.get(asked, 0), seconds)
                    answers.moments.append((began + seconds, path, status))
                time.sleep(0.05)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield answers
        finally:
            is_over.set()
            for thread in threads:
                thread.join()

    def database_processes(self) -> list[int]:
        """Return the ids of the database's own processes, the first of them first."""
        first = int((self.database.data / "postmaster.pid").read_text().splitlines()[0])
        return [first, *children_of(first)]

    def signal_database(self, number: signal.Signals) -> None:
        for process in self.database_processes():
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def start_database(self) -> None:
        """Start the database that was killed, over what it left."""
        deadline = time.monotonic() + 10
        while self.embedded._is_running(self.database) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.embedded._start(self.database)


def children_of(process: int) -> list[int]:
    """Return the ids of a process' children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(status[1]) == process:
                    found.append(int(entry.name))
    return found
