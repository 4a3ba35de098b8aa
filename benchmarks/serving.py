"""What visitors wait for, with production settings: pages as they are made, anew, and published.

    uv run python -m benchmarks.serving [--data FOLDER] [--seconds 4] [--beside ADDRESS ...]

The demo's records are served by granian on loopback, once with nothing published (every page is
made) and once published, and by nginx by the recipe of deploy/; the floors are files of the same
bytes, handed out by the same nginx in turns with what is measured. Of the same rows a page is made
once; "anew" is one whose rows have changed since, or that nobody has asked for yet. --beside: pages
of other sites on this machine, measured in the same run. Needs wrk and nginx. The load generator
shares the machine with what it measures, and so does whoever else works on it: read the ratios
first. Exit code 1: a goal was missed.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from benchmarks.figures import ROOT, Figure, make_parser, tell
from benchmarks.production import (
    FLOOR,
    HOST,
    REPEATED,
    ROUNDS,
    Server,
    choose_pages,
    erase_repeated,
    manage,
    prepare,
    process,
    serve,
)
from deploy.drills.proxy import read_recipe
from deploy.drills.stage import end_when_told, free_port

# Milliseconds for one visitor alone; requests a second at 16 connections; share of a static file;
# times as long for ten times the content.
ALONE, MANY, SHARE, TEN_TIMES = 5.0, 600.0, 95.0, 3.0
# Against a static file more rounds: of two processes on two cores one rate differs from the next by
# a fifth, by where the system puts them.
TURNS = 7
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="of each rate")
    parser.add_argument("--beside", nargs="*", default=[], metavar="ADDRESS")
    arguments = parser.parse_args()
    end_when_told()
    for program in ("wrk", "nginx"):
        if not (shutil.which(program) or (program == "nginx" and NGINX)):
            sys.exit(f"{program} is not installed; the bench needs wrk and nginx.")
    figures = measure(arguments.data.absolute(), arguments.seconds, arguments.beside)
    sys.exit(tell(figures, as_json=arguments.json))


def measure(data: Path, seconds: int, beside: list[str]) -> Iterator[Figure]:
    with ExitStack() as stack:
        environment = prepare(data, stack)
        paths = choose_pages()
        with serve(environment) as server:
            yield server.measure_floor()
            yield measure_rate(server.port, "floor: robots.txt", FLOOR, seconds)
            yield from measure_application(server, paths, seconds)
            yield from measure_ten_times(server, paths["event"])
            for address in beside:
                yield from measure_beside(server, address, seconds)
            yield server.measure_floor()
        port = free_port()
        environment |= {"PUBLISH_ADDRESS": f"http://{HOST}:{port}"}
        manage("publish_all", environment=environment)
        server = stack.enter_context(serve(environment, port))
        yield from measure_published(server, data / "published", paths["event"], seconds)


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
    [large] = Event.objects.bulk_create([copy(event, slug=f"{REPEATED}{event.slug}"[:80])])
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
        erase_repeated()


def measure_ten_times(server: Server, path: str) -> Iterator[Figure]:
    """Compare an event's page with one of ten times the content, by turns."""
    with repeating(path) as large:
        for name, anew in (("made", False), ("made anew", True)):
            times = [
                tuple(server.time_alone(page, anew=anew).milliseconds for page in (path, large))
                for _round in range(ROUNDS)
            ]
            once, ten = (median(column) for column in zip(*times, strict=True))
            note = f"{ten:.1f} ms"
            yield Figure(f"{name}: ten times the event", ten / once, "times", TEN_TIMES, note=note)


def measure_application(server: Server, paths: dict[str, str], seconds: int) -> Iterator[Figure]:
    for name, path in paths.items():
        yield server.time_alone(path).describe(f"made: {name}", ALONE)
        yield server.time_alone(path, anew=True).describe(f"made anew: {name}", ALONE)
    yield measure_rate(server.port, "made: event", paths["event"], seconds, MANY)
    yield measure_rate(server.port, "made anew: event", paths["event"], seconds, anew=True)


def measure_beside(server: Server, address: str, seconds: int) -> Iterator[Figure]:
    """Measure a page of another site on this machine. server: whose processes are not its."""
    parts = urlsplit(address)
    port = parts.port or 80
    path = f"{parts.path or '/'}{parts.query and '?'}{parts.query}"
    visit = Server(server.process, port).time_alone(path)
    yield Figure(f"beside: {address}", visit.milliseconds, "ms")
    yield measure_rate(port, f"beside: {address}", path, seconds)


def measure_published(server: Server, pages: Path, path: str, seconds: int) -> Iterator[Figure]:
    yield measure_rate(server.port, "published: event, the application", path, seconds)
    place, static = free_port(), free_port()
    content = (pages / f"pages{path}index.html").read_bytes()
    with run_nginx(pages, content, place, static):
        for kind, headers in (("plain", ()), ("gzip", ("Accept-Encoding: gzip",))):
            for connections in (16, 64):
                addresses = {place: path, static: "/event.html"}
                rates: dict[int, list[float]] = {place: [], static: []}
                for turn in range(TURNS):
                    for port in sorted(addresses, reverse=bool(turn % 2)):
                        address, brief = addresses[port], max(1, seconds // 2)
                        rates[port].append(run_wrk(port, address, connections, brief, *headers))
                ours, floor = median(rates[place]), median(rates[static])
                least, most = min(rates[static]), max(rates[static])
                yield Figure(
                    f"published: event, nginx, {kind}, {connections} connections",
                    100 * ours / floor, "% of a file", SHARE, is_least=True,
                    note=f"{ours:,.0f}/s of {floor:,.0f}/s ({least:,.0f} to {most:,.0f})",
                )  # fmt: skip


def measure_rate(
    port: int, name: str, path: str, seconds: int, goal: float | None = None, *, anew: bool = False
) -> Figure:
    """Return the row of a page's requests a second at 16 connections."""
    rates = [run_wrk(port, path, 16, seconds, anew=anew) for _round in range(ROUNDS)]
    name = f"{name}, 16 connections"
    spread = min(rates), max(rates)
    return Figure(name, median(rates), "a second", goal, is_least=True, spread=spread)


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
def run_nginx(pages: Path, content: bytes, place: int, static: int) -> Iterator[None]:
    """Run nginx by the recipe for published pages, and beside it for a file of the same bytes.

    The headers of the policy belong to these bytes.
    """
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        home = Path(folder)
        (home / "event.html").write_bytes(content)
        (home / "event.html.gz").write_bytes(gzip.compress(content, 6))
        recipe = read_recipe("nginx.conf")
        locations = re.search(r"    location \^~ .*?(?=    location @site)", recipe, re.S)
        pages_map = re.search(r"map \$request_method.*?\n}\n", recipe, re.S)
        if not (locations and pages_map):
            sys.exit("deploy/nginx.conf has no published pages any more.")
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
            + locations[0]
            + "location @site { return 404; } }\n"
            + f"server {{ listen {HOST}:{static}; root {home}; gzip_static on;\n"
            f"include {ROOT}/deploy/forum-headers.conf;\n"
            "open_file_cache max=20000 inactive=60s; open_file_cache_valid 1s; } }\n"
        )
        command = [str(NGINX), "-c", str(home / "nginx.conf"), "-p", folder]
        with process(command, place, dict(os.environ)):
            yield


if __name__ == "__main__":
    main()
