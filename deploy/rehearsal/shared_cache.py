"""Varnish in front of the site by its recipe: pages stay an hour, and are gone when they end."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median

from deploy.drills.running import Verdict
from deploy.drills.shell import StandingShell
from deploy.drills.stage import ROOT, DrillStage, free_port
from deploy.rehearsal.objects import wait_for_port

ROUNDS = 10
# Seconds: goals for an edit to be seen.
USUAL, LONGEST = 1.0, 2.0
PATH = "/en/people/rehearsed/"
_FILL = """
from django.utils import timezone
from people.models import Person
now = timezone.now()
person = Person.objects.create(slug="rehearsed", name_en="Nobody", status="published",
    published_at=now, published_at_en=now, ready_languages=["en"])
"""
# As the desk saves it.
_EDIT = "person.name_en = %r; person.save(); answer = time.time()"
_TAKE_OFFLINE = "person.status = 'offline'; person.save(); answer = time.time()"


def rehearse_shared_cache(stage: DrillStage) -> Verdict:
    port = free_port()
    stage.environment |= {
        "CDN_PURGE_ADDRESS": f"http://127.0.0.1:{port}/",
        "CDN_MAX_AGE": "3600",
    }
    stage.manage("migrate", "-v0")
    stage.serve()
    stage.start("publish_pages", "--watch")
    with running_varnish(stage, port), StandingShell(stage) as shell:
        shell.run(_FILL)
        _wait(stage, port, 200, "Nobody")
        hits = sum(bool(_ask(stage, port)[2]) for _time in range(20))
        seen = []
        for number in range(ROUNDS):
            saved = shell.run(_EDIT % f"Rehearsed {number}")
            seen.append(_wait(stage, port, 200, f"Rehearsed {number}") - saved)
        taken = shell.run(_TAKE_OFFLINE)
        gone = _wait(stage, port, 410, "") - taken
        time.sleep(3)
        status = _ask(stage, port)[0]
    return Verdict(
        f"shared cache: {hits} of 20 answers from Varnish; an edit seen after "
        f"{median(seen):.1f} s in the median and {max(seen):.1f} s at most; taken "
        f"offline, 410 after {gone:.1f} s and {status} three seconds later (goals: {USUAL:g} s in "
        f"the median, {LONGEST:g} at most)",
        hits == 20 and median(seen) <= USUAL and max(*seen, gone) <= LONGEST and status == 410,
    )


def _ask(stage: DrillStage, port: int) -> tuple[int, str, int]:
    """Return status, content, and how often Varnish had given it before."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PATH, headers={"Host": f"127.0.0.1:{stage.first_port}"})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    return response.status, content, int(response.headers.get("X-Cache", "0"))


def _wait(stage: DrillStage, port: int, status: int, text: str) -> float:
    """Return when a page was first answered so."""
    for _attempt in range(600):
        answer = _ask(stage, port)
        if answer[0] == status and text in answer[1]:
            return time.time()
        time.sleep(0.05)
    raise SystemExit(f"{PATH} was not answered {status} with “{text}” in time")


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
