"""nginx or Caddy before a site on loopback, by the recipes of ``deploy/``, without certificates."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

DEPLOY: Final = Path(__file__).parents[1]
NGINX: Final = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or ""
CADDY: Final = shutil.which("caddy") or ""
# As the recipe names the site.
HOST: Final = "127.0.0.1:8000"
# Of Debian's package that the recipe names.
BROTLI: Final = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@contextmanager
def running_nginx(home: Path, data: Path, port: int, *sites: int) -> Iterator[None]:
    """Run nginx in a folder of its own. data: of the site; sites: the ports of its hosts."""
    if not NGINX:
        raise SystemExit("nginx is not installed.")
    configuration = home / "nginx.conf"
    configuration.write_text(write_configuration(home, data, port, *sites))
    with running([NGINX, "-c", str(configuration), "-p", str(home)], port):
        yield


@contextmanager
def running_caddy(home: Path, data: Path, port: int, site: int) -> Iterator[None]:
    """Run Caddy in the same way."""
    if not CADDY:
        raise SystemExit("Caddy is not installed.")
    recipe = home / "Caddyfile"
    recipe.write_text(write_caddy_recipe(data))
    environment = os.environ | {
        "SITE": f"http://:{port}",
        "UPSTREAM": f"127.0.0.1:{site}",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
    command = [CADDY, "run", "--adapter", "caddyfile", "--config", str(recipe)]
    with running(command, port, environment):
        yield


@contextmanager
def running(
    command: list[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a server from when it listens on a port."""
    process = subprocess.Popen(command, env=environment)
    try:
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def write_caddy_recipe(data: Path) -> str:
    """Return the recipe for a site's data, without the port on which Caddy takes orders."""
    recipe = (DEPLOY / "Caddyfile").read_text()
    for old, new in (
        ("/srv/forum/data", str(data)),
        ("{\n\tservers {\n", "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\tservers {\n"),
    ):
        if old not in recipe:
            raise SystemExit(f"deploy/Caddyfile does not hold “{old}”.")
        recipe = recipe.replace(old, new)
    return recipe


def read_recipe(name: str) -> str:
    """Return a recipe of deploy/ with what it includes of the others in its place."""
    return re.sub(
        r"include /etc/nginx/(forum-[a-z]+\.conf);",
        lambda match: read_recipe(match[1]),
        (DEPLOY / name).read_text(),
    )


def write_configuration(home: Path, data: Path, port: int, *sites: int) -> str:
    """Return the recipe within what Debian's package has around it."""
    hosts = cycle(sites)
    recipe = read_recipe("nginx.conf")
    for old, new in (
        ("/srv/forum/data", str(data)),
        ("/var/log/nginx/access.log", f"{home}/access.log"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("    listen [::]:443 ssl;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("    listen 80;\n", f"    listen unix:{home}/http;\n"),
        ("    http2 on;\n", ""),
        ("    ssl_certificate     /etc/ssl/forum/fullchain.pem;\n", ""),
        ("    ssl_certificate_key /etc/ssl/forum/privkey.pem;\n", ""),
        ("#brotli_static on;", "brotli_static on;" if BROTLI.exists() else ""),
    ):
        if old not in recipe:
            raise SystemExit(f"deploy/nginx.conf does not hold “{old}”.")
        recipe = recipe.replace(old, new)
    if HOST not in recipe:
        raise SystemExit("deploy/nginx.conf does not name the site's port.")
    # Each of its lines names the next host, and then the first again.
    recipe = re.sub(re.escape(HOST), lambda _match: f"127.0.0.1:{next(hosts)}", recipe)
    module = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
    user = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{kind}_temp_path {home}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{module}{user}daemon off; pid {home}/pid; error_log {home}/error.log;\n"
        "worker_processes 1;\nevents {}\n"
        f"http {{ include /etc/nginx/mime.types;\n{temporary}{recipe} }}\n"
    )
