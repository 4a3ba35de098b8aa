"""PgBouncer in transaction mode before the database: nothing leaks, nothing fails."""

import os
import pwd
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from deploy.drills.running import Verdict
from deploy.drills.stage import ROOT, DrillStage, free_port

PAGE, LIVE = "/en/events/", "/en/search/?q=port"
CONNECTIONS = 4


def rehearse_pooler(stage: DrillStage) -> Verdict:
    """Fifty visitors over four connections; then what other clients find on these."""
    server = f"host={stage.database.sockets} user=postgres dbname=forum"
    with running_pooler(stage, server) as pooler:
        url = pooler.url
        stage.environment |= {"DATABASE_URL": url, "DATABASE_POOLER": "1"}
        stage.serve()
        with stage.visitors(PAGE, LIVE, count=50) as answers:
            time.sleep(10)
            bounds = read_settings(url, "statement_timeout")
            zones = read_settings(url, "TimeZone")
        warned = (stage.folder / "serve.log").read_text().count("bounds no statement")
        failures = answers.failures(PAGE) + answers.failures(LIVE)
        return Verdict(
            f"pooler: page {answers.count(PAGE)} (slowest {answers.slowest[PAGE]:.1f} s), search "
            f"{answers.count(LIVE)}; of 40 clients' transactions the statement's bound was "
            f"{told(bounds)}, the time zone {told(zones)}; {warned} warnings",
            not failures and not warned and (set(bounds), set(zones)) == ({"10s"}, {"UTC"}),
        )


class Pooler:
    """PgBouncer by the recipe, in a folder of its own. size: connections to the server."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size, self.port = folder, size, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The database's address through it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/forum"

    def lead_to(self, server: str) -> None:
        """Lead to a server, as libpq names it; one that runs is told to read its recipe again."""
        users = self.folder / "users"
        users.write_text('"postgres" ""\n')
        recipe = (ROOT / "deploy" / "pgbouncer.ini").read_text()
        for old, new in (
            ("host=127.0.0.1 port=5432 dbname=forum", server),
            ("listen_port = 6432", f"listen_port = {self.port}"),
            ("auth_type = scram-sha-256", "auth_type = trust"),
            ("/etc/pgbouncer/userlist.txt", str(users)),
            ("default_pool_size = 20", f"default_pool_size = {self.size}"),
        ):
            if old not in recipe:
                raise SystemExit(f"deploy/pgbouncer.ini does not hold “{old}”.")
            recipe = recipe.replace(old, new)
        (self.folder / "pgbouncer.ini").write_text(recipe)
        if self.process:
            self.process.send_signal(signal.SIGHUP)


@contextmanager
def running_pooler(stage: DrillStage, server: str, size: int = CONNECTIONS) -> Iterator[Pooler]:
    """Run PgBouncer before a server, which is named as libpq does."""
    folder = stage.folder / "pooler"
    folder.mkdir()
    pooler = Pooler(folder, size)
    pooler.lead_to(server)
    identity = {}
    if os.getuid() == 0:
        # It refuses to run as root, as PostgreSQL does; the socket is the service user's.
        nobody = pwd.getpwnam("nobody")
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    process = pooler.process = subprocess.Popen(
        ["/usr/sbin/pgbouncer", str(folder / "pgbouncer.ini")],
        stderr=(folder / "log").open("wb"),
        **identity,
    )
    try:
        wait_for(pooler.url)
        yield pooler
    finally:
        stage.end_processes()
        process.terminate()
        process.wait(timeout=10)


def wait_for(url: str) -> None:
    """Wait until a database answers at an address."""
    for _attempt in range(100):
        with suppress(psycopg.Error), psycopg.connect(url, connect_timeout=2):
            return
        time.sleep(0.1)
    raise SystemExit(f"No database answers at {url}")


def read_settings(url: str, name: str) -> Counter[str]:
    """Return what clients that set nothing find a setting to be."""
    values: Counter[str] = Counter()
    for _time in range(40):
        with psycopg.connect(url, prepare_threshold=None) as client:
            (value,) = client.execute(f"SHOW {name}").fetchone() or ("",)
            values[value] += 1
    return values


def told(values: Counter[str]) -> str:
    return ", ".join(f"{value} × {count}" for value, count in values.items())
