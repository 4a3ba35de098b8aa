"""The site as a server runs it: a process of its own, forum.wsgi, several threads."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).parents[2]
SERVER = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from wsgiref.util import setup_testing_defaults
from forum.wsgi import application
def answer(path):
    began, said = time.monotonic(), []
    environ = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_COOKIE": "sessionid=" + "a" * 32}
    setup_testing_defaults(environ)
    body = application(environ, lambda *line: said.append(line))
    content = b"".join(body).decode()
    body.close()
    status, headers = said[0]
    return {"status": int(status[:3]), "seconds": time.monotonic() - began,
            "headers": dict(headers), "content": content}
with ThreadPoolExecutor(8) as threads:
    for line in sys.stdin:
        times, path = line.split()
        print(json.dumps(list(threads.map(answer, [path] * int(times)))), flush=True)
"""


@dataclass
class Server:
    """A running server; ``ask`` it for a page."""

    database_url: str
    data_dir: Path
    publish_address: str = ""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=ROOT,
            env=environment(
                DATABASE_URL=self.database_url,
                DATA_DIR=str(self.data_dir),
                PUBLISH_ADDRESS=self.publish_address,
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=20)

    def ask(self, path: str, times: int = 1) -> list[dict[str, Any]]:
        """Return answers to as many requests at once as there are threads, in order."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{times} {path}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())  # type: ignore[no-any-return]


def environment(**values: str) -> dict[str, str]:
    """Return the variables of a fresh process in development, which finds what is compiled."""
    names = ("PATH", "HOME", "PYTHONPYCACHEPREFIX")
    inherited = {name: value for name, value in os.environ.items() if name in names}
    return {"DEBUG": "1", **inherited, **values}


def database_url(**options: str) -> str:
    """Return the address of the tests' own database."""
    place = connection.settings_dict
    login = quote(place["USER"]) + (f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else "")
    where = {"host": place["HOST"], "port": place.get("PORT", ""), **options}
    query = urlencode({name: value for name, value in where.items() if value})
    return f"postgresql://{login}@/{place['NAME']}?{query}"
