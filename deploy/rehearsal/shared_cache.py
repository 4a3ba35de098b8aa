"""Varnish in front of the site by its recipe: pages stay an hour, and are gone when they end."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from deploy.drills.stage import ROOT, DrillStage, free_port
from deploy.rehearsal.objects import wait_for_port

ROUNDS = 10
# As the desk's own saves do it, in a process of their own.
_EDIT = "p = Person.objects.get(slug=%r); p.name_en = %r; p.save(); print(time.time())"
_STATUS = "p = Person.objects.get(slug=%r); p.status = %r; p.save(); print(time.time())"
_FIRST = "print(Person.objects.published().order_by('pk').first().slug)"
_IMPORTS = "import time; from people.models import Person; "


def rehearse_shared_cache(stage: DrillStage) -> str:
    port = free_port()
    stage.environment |= {
        "CDN_PURGE_ADDRESS": f"http://127.0.0.1:{port}/",
        "CDN_MAX_AGE": "3600",
    }
    stage.serve()
    stage.start("db_worker", "--no-reload", "--interval", "0.2")
    slug = _do(stage, _FIRST)
    path = f"/en/people/{slug}/"
    with running_varnish(stage, port):
        hits = [_ask(stage, port, path)[2] for _time in range(20)]
        seen = []
        for number in range(ROUNDS):
            name = f"Rehearsed {number}"
            saved = float(_do(stage, _EDIT % (slug, name)))
            seen.append(_wait(stage, port, path, 200, name) - saved)
        taken = float(_do(stage, _STATUS % (slug, "offline")))
        gone = _wait(stage, port, path, 410, "") - taken
        time.sleep(3)
        status = _ask(stage, port, path)[0]
    seen.sort()
    return (
        f"shared cache: {sum(map(bool, hits))} of {len(hits)} answers from Varnish; an edit seen "
        f"after {seen[len(seen) // 2]:.1f} s in the median and {seen[-1]:.1f} s at most; taken "
        f"offline, 410 after {gone:.1f} s and {status} three seconds later"
    )


def _do(stage: DrillStage, code: str) -> str:
    return stage.manage("shell", "--no-imports", "-c", _IMPORTS + code).strip().splitlines()[-1]


def _ask(stage: DrillStage, port: int, path: str) -> tuple[int, str, int]:
    """Return status, content, and how often Varnish had given it before."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"127.0.0.1:{stage.first_port}"})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    return response.status, content, int(response.headers.get("X-Cache", "0"))


def _wait(stage: DrillStage, port: int, path: str, status: int, text: str) -> float:
    """Return when a page was first answered so."""
    for _attempt in range(600):
        answer = _ask(stage, port, path)
        if answer[0] == status and text in answer[1]:
            return time.time()
        time.sleep(0.05)
    raise SystemExit(f"{path} was not answered {status} with “{text}” in time")


@contextmanager
def running_varnish(stage: DrillStage, port: int) -> Iterator[None]:
    """Run Varnish by the recipe."""
    program = shutil.which("varnishd", path="/usr/sbin:/usr/bin")
    if program is None:
        raise SystemExit("Varnish is not installed (Debian: varnish, varnish-modules).")
    recipe, count = re.subn(
        r"\.port = \"8000\"",
        f'.port = "{stage.port}"',
        (ROOT / "deploy" / "varnish.vcl").read_text(),
    )
    if count != 1:
        raise SystemExit("deploy/varnish.vcl does not name the site's port.")
    folder = stage.folder / "varnish"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "site.vcl").write_text(recipe)
    process = subprocess.Popen(
        [program, "-F", "-a", f"127.0.0.1:{port}", "-f", str(folder / "site.vcl"),
         "-n", str(folder / "work"), "-s", "malloc,64m", "-j", "none"],
        stdout=(folder / "log").open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    stage.processes.append(process)
    wait_for_port(port)
    yield
