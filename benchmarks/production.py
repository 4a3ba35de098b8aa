"""A site with production settings on loopback, and what asks it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks.figures import ROOT, Figure
from deploy.drills.stage import free_port

HOST = "127.0.0.1"
SECRET = "benchmarks-only-key-that-signs-nothing-of-value-0123456789"  # noqa: S105
TIMES, WARM_UP, ROUNDS = 40, 5, 3
FLOOR = "/robots.txt"
# What benchmarks.generate is told: 10,000 people, 60,000 appearances; 10,000 rows of all kinds.
LARGE: tuple[str, ...] = ()
ROWS = ("--events", "30", "--people", "1000", "--appearances", "3600")
# What the slug of an event begins with that is there for a figure alone.
REPEATED = "ten-times-"


def prepare(data_dir: Path, stack: ExitStack) -> dict[str, str]:
    """Fill a data folder with the demo's records, once; return what production is told."""
    # Nor does production compile at each start what it imports.
    left_out = "DATABASE_URL", "PYTHONDONTWRITEBYTECODE"
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    manage("demo", "--no-serve", environment=inherited | {"DATA_DIR": str(data_dir)})
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    stack.callback(connection.close)
    erase_repeated()
    place = connection.settings_dict
    environment = inherited | {
        "DEBUG": "0",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": HOST,
        "SECURE_SSL_REDIRECT": "0",
        "DATA_DIR": str(data_dir),
        "PUBLISH_ADDRESS": "",
        "DATABASE_URL": f"postgresql://{place['USER']}@/{place['NAME']}?host={quote(place['HOST'])}"
        + (f"&port={place['PORT']}" if place["PORT"] else ""),
    }
    manage("collectstatic", "--no-input", environment=environment)
    return environment


def prepare_generated(data_dir: Path, sizes: tuple[str, ...], stack: ExitStack) -> dict[str, str]:
    """Fill a data folder with invented records too, once; return what production is told.

    One that was ended meanwhile bears no mark, and is begun anew.
    """
    from forum import embedded

    mark = data_dir / "generated"
    if not mark.exists() or mark.read_text() != " ".join(sizes):
        embedded.erase(data_dir)
        shutil.rmtree(data_dir, ignore_errors=True)
        script = str(ROOT / "benchmarks" / "generate.py")
        # What it says is no figure.
        subprocess.run([sys.executable, script, str(data_dir), *sizes], stdout=2, check=True)
        mark.write_text(" ".join(sizes))
    return prepare(data_dir, stack)


def erase_repeated() -> None:
    """Delete the rows that a figure was taken of, and those that a killed benchmark has left."""
    from sessions_app.models import Appearance, Event, Session

    for rows in (
        Appearance.objects.filter(session__event__slug__startswith=REPEATED),
        Session.objects.filter(event__slug__startswith=REPEATED),
        Event.objects.filter(slug__startswith=REPEATED),
    ):
        rows._raw_delete(rows.db)


def choose_pages() -> dict[str, str]:
    """Return a page of each kind: the record with the most in it."""
    from django.db.models import Count

    from people.models import Person
    from sessions_app.models import Event

    events = Event.objects.published("en").annotate(guests=Count("sessions__appearances"))
    event = events.order_by("-guests", "slug").first()
    people = Person.objects.published("en").annotate(turns=Count("appearances"))
    person = people.order_by("-turns", "slug").first()
    if event is None or person is None:
        sys.exit("The demo has no public event; erase its data folder and run the bench again.")
    session = event.sessions.published("en").annotate(turns=Count("appearances"))
    slug = session.order_by("-turns").values_list("slug", flat=True)[0]
    return {
        "event": f"/en/events/{event.slug}/",
        "home": "/en/",
        "session": f"/en/events/{event.slug}/{slug}/",
        "person": f"/en/people/{person.slug}/",
        "list of people": "/en/people/",
    }


def sign_in(environment: dict[str, str]) -> str:
    """Return the cookie of somebody with all rights. environment: of the server."""
    from django.conf import settings
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )
    from django.contrib.sessions.backends.db import SessionStore

    settings.SECRET_KEY = environment["SECRET_KEY"]
    user = get_user_model().objects.filter(is_superuser=True)[0]
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request at a time, in the median. milliseconds: of whoever waits; content: the last.

    processor: milliseconds of the site and its database, which others' work hardly lengthens.
    """

    milliseconds: float
    processor: float
    content: bytes

    def describe(self, name: str, goal: float) -> Figure:
        """Return the row of a time."""
        note = f"{self.processor:.0f} ms of processor"
        return Figure(name, self.milliseconds, "ms", goal, note=note)


@dataclass(frozen=True, slots=True)
class Server:
    """A site's server. process: its first; port: where it listens."""

    process: "subprocess.Popen[bytes]"
    port: int

    def time_alone(
        self,
        path: str,
        *,
        anew: bool = False,
        cookie: str = "",
        times: int = TIMES,
        warm_up: int = WARM_UP,
    ) -> Visit:
        """Ask for a page over one connection. anew: as a page that nobody has asked for yet.

        warm_up: how often it is asked for before that counts.
        """
        connection = HTTPConnection(HOST, self.port, timeout=60)
        roots, taken, spent, content = (self.process.pid, find_database()), [], 0.0, b""
        for number in range(times + warm_up):
            if number == warm_up:
                spent = read_processor(*roots)
            began = time.perf_counter()
            connection.request("GET", path, headers=make_headers(cookie, anew=anew))
            response = connection.getresponse()
            content = response.read()
            taken.append((time.perf_counter() - began) * 1000)
            if response.status != 200:
                sys.exit(f"{path} answers {response.status}.")
        spent = read_processor(*roots) - spent
        connection.close()
        return Visit(median(taken[warm_up:]), spent / times, content)

    def measure_floor(self) -> Figure:
        """Return what the smallest answer takes in turns: how far they differ is the noise."""
        turns = [self.time_alone(FLOOR).milliseconds for _round in range(ROUNDS)]
        spread = min(turns), max(turns)
        return Figure("floor: robots.txt", median(turns), "ms", spread=spread)


def make_headers(cookie: str = "", *, anew: bool = False) -> dict[str, str]:
    """Return the headers of a request.

    anew: by a port of the host's that nobody has asked yet, which its pages are remembered by; what
    they do not know of a query is left out before.
    """
    headers = {"Cookie": cookie} if cookie else {}
    return {**headers, "Host": f"{HOST}:{time.time_ns()}"} if anew else headers


def find_database() -> int:
    """Return the first process of the embedded database of this process' site."""
    from django.conf import settings

    from forum import embedded

    return int((embedded.locate(settings.DATA_DIR).data / "postmaster.pid").read_text().split()[0])


def list_processes(parent: int) -> Iterator[int]:
    """Yield a process and those that it has started."""
    yield parent
    with suppress(OSError):
        for thread in Path(f"/proc/{parent}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from list_processes(int(child))


def read_processor(*parents: int) -> float:
    """Return the milliseconds of processor of some processes, and of those that they started.

    Also of those that have ended, by what their parents know of them.
    """
    ticks = 0
    for parent in parents:
        for process_id in list_processes(parent):
            # It may have ended just now.
            with suppress(OSError):
                fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:15]))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(environment: dict[str, str], port: int = 0) -> Iterator[Server]:
    """Run the site's server, two processes."""
    port = port or free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
    with process(command, port, environment) as running:
        yield Server(running, port)


@contextmanager
def process(
    command: list[str], port: int, environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the block ends; wait until it answers."""
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(lambda: is_listening(port), running)
        yield running
    finally:
        end_process(running)


def end_process(running: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    """End a server and those that it has started; kill what has not ended then."""
    processes = [*list_processes(running.pid)]
    running.terminate()
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        for process_id in processes:
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        running.wait()


def wait_for(is_ready: Callable[[], bool], running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while not is_ready():
        if running.poll() is not None or time.monotonic() > end:
            sys.exit(f"{running.args!r} did not start.")
        time.sleep(0.01)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def manage(*command: str, environment: dict[str, str]) -> None:
    """Run a command of the site; what it says is no figure."""
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
