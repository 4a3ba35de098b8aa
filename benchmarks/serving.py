"""What visitors wait for, with production settings: one run, one table, goals marked.

    make bench        # or: uv run python -m benchmarks.serving [--data FOLDER] [--seconds 4]

The demo's records are served by granian on loopback, once with nothing published (every page is
made) and once published, and by nginx by the recipe of deploy/; the floors are files of the same
bytes, handed out by the same nginx in turns with what is measured. Of the same rows a page is made
once; "anew" is one whose rows have changed since, or that nobody has asked for yet. Needs wrk and
nginx. The load generator shares the machine with what it measures, and so does whoever else works
on it: read the ratios first. Exit code 1: a goal was missed.
"""

import argparse
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
SECRET = "benchmarks-only-key-that-signs-nothing-of-value-0123456789"  # noqa: S105
# Milliseconds for one visitor alone; requests a second at 16 connections; share of a static file;
# times as long for ten times the content.
ALONE, MANY, SHARE, TEN_TIMES = 5.0, 600.0, 0.95, 3.0
# Against a static file more rounds: of two processes on two cores one rate differs from the next by
# a fifth, by where the system puts them.
TIMES, ROUNDS, TURNS, WIDTH = 40, 3, 7, 47
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. goal: in words, "" for a floor."""

    name: str
    figure: str
    goal: str = ""
    is_met: bool = True


def main() -> None:
    arguments = read_arguments()
    for program in ("wrk", "nginx"):
        if not (shutil.which(program) or (program == "nginx" and NGINX)):
            sys.exit(f"{program} is not installed; the bench needs wrk and nginx.")
    before, missed = os.getloadavg()[0], 0
    with ExitStack() as stack:
        for row in measure(arguments, stack):
            missed += not row.is_met
            mark = "" if row.is_met else "  < missed"
            print(f"{row.name:<{WIDTH}}  {row.figure:>24}  {row.goal}{mark}", flush=True)
    sys.stdout.write(
        f"\n{os.cpu_count()} cores, load {before:.1f} before and {os.getloadavg()[0]:.1f} after "
        f"(this bench's own included), {arguments.seconds} s a figure\n"
    )
    sys.exit(bool(missed))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "bench")
    parser.add_argument("--seconds", type=int, default=4)
    return parser.parse_args()


def measure(arguments: argparse.Namespace, stack: ExitStack) -> Iterator[Row]:
    environment = prepare(arguments.data.absolute(), stack)
    paths = choose_pages()
    port, published = free_port(), free_port()
    stack.enter_context(serve(port, environment | {"PUBLISH_ADDRESS": ""}))
    yield from measure_application(port, paths, arguments.seconds)
    yield from measure_ten_times(port, paths["event"])
    address = f"http://{HOST}:{published}"
    environment |= {"PUBLISH_ADDRESS": address}
    run("publish_all", environment=environment, quiet=True)
    stack.enter_context(serve(published, environment))
    yield from measure_published(arguments, published, paths["event"], stack)


def prepare(data_dir: Path, stack: ExitStack) -> dict[str, str]:
    """Fill a data folder with the demo's records, once; return what production is told."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run("demo", "--no-serve", environment=inherited | {"DATA_DIR": str(data_dir)}, quiet=True)
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    stack.callback(connection.close)
    place = connection.settings_dict
    environment = inherited | {
        "DEBUG": "0",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": HOST,
        "SECURE_SSL_REDIRECT": "0",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": f"postgresql://{place['USER']}@/{place['NAME']}?host={quote(place['HOST'])}"
        + (f"&port={place['PORT']}" if place["PORT"] else ""),
    }
    run("collectstatic", "--no-input", environment=environment, quiet=True)
    return environment


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


@contextmanager
def repeating(path: str) -> Iterator[str]:
    """Give the address of an event with each session of another's ten times, for as long as asked.

    The rows alone, past every signal, so that no other page or figure knows of them after.
    """
    from sessions_app.models import Appearance, Event, Session

    def copy[M: (Event, Session, Appearance)](row: M, **values: object) -> M:
        row = deepcopy(row)
        row.pk, row._state.adding = None, True
        for name, value in values.items():
            setattr(row, name, value)
        return row

    event = Event.objects.get(slug=path.split("/")[3])
    [large] = Event.objects.bulk_create([copy(event, slug=f"bench-{event.slug}"[:80])])
    try:
        for number in range(10):
            for session in event.sessions.all():
                slug = f"{session.slug}-{number}"
                place = number * 100 + session.position
                values = {"event": large, "slug": slug, "position": place}
                [row] = Session.objects.bulk_create([copy(session, **values)])
                guests = Appearance.objects.filter(session=session)
                Appearance.objects.bulk_create(copy(guest, session=row) for guest in guests)
        yield f"/en/events/{large.slug}/"
    finally:
        for rows in (
            Appearance.objects.filter(session__event=large),
            Session.objects.filter(event=large),
            Event.objects.filter(pk=large.pk),
        ):
            rows._raw_delete(rows.db)


def measure_ten_times(port: int, path: str) -> Iterator[Row]:
    """Compare an event's page with one of ten times the content, by turns."""
    with repeating(path) as large:
        for name, anew in (("made", False), ("made anew", True)):
            times = [
                (time_alone(port, path, anew=anew), time_alone(port, large, anew=anew))
                for _round in range(ROUNDS)
            ]
            once, ten = (median(column) for column in zip(*times, strict=True))
            goal = f"<= {TEN_TIMES:g} times as long"
            figure = f"{ten:6.1f} ms, {ten / once:4.1f} times"
            yield Row(f"{name}: ten times the content", figure, goal, ten <= TEN_TIMES * once)


def measure_application(port: int, paths: dict[str, str], seconds: int) -> Iterator[Row]:
    yield Row("made: robots.txt (floor)", describe(port, "/robots.txt", seconds)[0])
    for name, path in paths.items():
        figure, alone, rate = describe(port, path, seconds)
        goal, is_met = f"<= {ALONE:g} ms", alone <= ALONE
        if name == "event":
            goal, is_met = f"{goal}, >= {MANY:g}/s", is_met and rate >= MANY
        yield Row(f"made: {name}", figure, goal, is_met)
        figure, alone, _rate = describe(port, path, seconds, anew=True)
        yield Row(f"made anew: {name}", figure, f"<= {ALONE:g} ms", alone <= ALONE)


def describe(port: int, path: str, seconds: int, *, anew: bool = False) -> tuple[str, float, float]:
    """Return a page's figures in words, its milliseconds alone and requests a second at 16."""
    alone = time_alone(port, path, anew=anew)
    rate = median(run_wrk(port, path, 16, seconds, anew=anew) for _round in range(ROUNDS))
    return f"{alone:6.1f} ms {rate:8.0f}/s", alone, rate


def measure_published(
    arguments: argparse.Namespace, port: int, path: str, stack: ExitStack
) -> Iterator[Row]:
    figure, *_numbers = describe(port, path, arguments.seconds)
    yield Row("published: event, the application", figure)
    seconds = max(1, arguments.seconds // 2)
    pages = arguments.data.absolute() / "published"
    place, static = free_port(), free_port()
    content = (pages / f"pages{path}index.html").read_bytes()
    stack.enter_context(run_nginx(pages, content, place, static))
    for kind, headers in (("plain", ()), ("gzip", ("Accept-Encoding: gzip",))):
        for connections in (16, 64):
            addresses = {place: path, static: "/event.html"}
            rates: dict[int, list[float]] = {place: [], static: []}
            for turn in range(TURNS):
                for server in sorted(addresses, reverse=bool(turn % 2)):
                    rates[server].append(
                        run_wrk(server, addresses[server], connections, seconds, *headers)
                    )
            ours, floor = median(rates[place]), median(rates[static])
            share = ours / floor
            yield Row(
                f"published: event, nginx, {kind}, {connections} connections",
                f"{ours:8.0f}/s of {floor:8.0f}/s",
                f"{share:.0%} of a static file, >= {SHARE:.0%}",
                share >= SHARE,
            )


def time_alone(port: int, path: str, *, anew: bool = False) -> float:
    """Return the median milliseconds of one request at a time over one connection.

    anew: by an address that nobody has asked for yet, with the same page.
    """
    connection = HTTPConnection(HOST, port, timeout=30)
    times = []
    for number in range(TIMES + 5):
        began = time.perf_counter()
        connection.request("GET", f"{path}?v=alone-{number}" if anew else path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            sys.exit(f"{path} answers {response.status}.")
        if number >= 5:
            times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return median(times)


def run_wrk(
    port: int, path: str, connections: int, seconds: int, *headers: str, anew: bool = False
) -> float:
    """Return requests a second; whatever is not answered well ends the bench."""
    options = [option for header in headers for option in ("-H", header)]
    if anew:
        options += ["-s", str(Path(__file__).with_name("anew.lua"))]
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", *options,
         f"http://{HOST}:{port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{path} was not always answered:\n{output}")
    match = re.search(r"Requests/sec:\s+([\d.]+)", output)
    return float(match[1]) if match else 0.0


@contextmanager
def serve(port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run the site's server."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
    with process(command, port, environment):
        yield


@contextmanager
def run_nginx(pages: Path, content: bytes, place: int, static: int) -> Iterator[None]:
    """Run nginx by the recipe for published pages, and beside it for a file of the same bytes.

    The headers of the policy belong to these bytes.
    """
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        home = Path(folder)
        (home / "event.html").write_bytes(content)
        (home / "event.html.gz").write_bytes(gzip.compress(content, 6))
        recipe = (ROOT / "deploy" / "nginx.conf").read_text()
        location = re.search(r"    location ~ \^\(\?<forum_page>.*?\n    }\n", recipe, re.S)
        pages_map = re.search(r"map \$request_method.*?\n}\n", recipe, re.S)
        if not (location and pages_map):
            sys.exit("deploy/nginx.conf has no published pages any more.")
        policy = str(ROOT / "deploy" / "forum-headers.conf")
        folders = "".join(
            f"{kind}_temp_path {home}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (home / "nginx.conf").write_text(
            f"daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 2;\n"
            f"{'user root;' if os.geteuid() == 0 else ''}\nevents {{}}\n"
            "http { access_log off; include /etc/nginx/mime.types; tcp_nopush off; sendfile on;\n"
            f"keepalive_requests 1000000;\n{folders}"
            + pages_map[0].replace("/srv/forum/data/published", str(pages))
            + f"server {{ listen {HOST}:{place};\n"
            + location[0].replace("/etc/nginx/forum-headers.conf", policy)
            + "location @site { return 404; } }\n"
            + f"server {{ listen {HOST}:{static}; root {home}; gzip_static on;\n"
            f"include {policy};\n"
            "open_file_cache max=20000 inactive=60s; open_file_cache_valid 1s; } }\n"
        )
        command = [str(NGINX), "-c", str(home / "nginx.conf"), "-p", folder]
        with process(command, place, dict(os.environ)):
            yield


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
        running.terminate()
        running.wait(timeout=30)


def wait_for(is_ready: Callable[[], bool], running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while not is_ready():
        if running.poll() is not None or time.monotonic() > end:
            sys.exit(f"{running.args!r} did not start.")
        time.sleep(0.1)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def run(*command: str, environment: dict[str, str], quiet: bool = False) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL if quiet else None,
    )  # fmt: skip


if __name__ == "__main__":
    main()
