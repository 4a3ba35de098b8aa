"""nginx before a site on loopback, by the recipe of ``deploy/``, without certificates."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

DEPLOY: Final = Path(__file__).parents[1]
NGINX: Final = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or ""
# Of Debian's package that the recipe names.
BROTLI: Final = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@contextmanager
def running_nginx(home: Path, data: Path, port: int, site: int) -> Iterator[None]:
    """Run nginx in a folder of its own. data: of the site, whose port is ``site``."""
    if not NGINX:
        raise SystemExit("nginx is not installed.")
    configuration = home / "nginx.conf"
    configuration.write_text(write_configuration(home, data, port, site))
    process = subprocess.Popen([NGINX, "-c", str(configuration), "-p", str(home)])
    try:
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def write_configuration(home: Path, data: Path, port: int, site: int) -> str:
    """Return the recipe within what Debian's package has around it."""
    recipe = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("/etc/nginx/forum-proxy.conf", f'"{DEPLOY}/forum-proxy.conf"'),
        ("/etc/nginx/forum-headers.conf", f'"{DEPLOY}/forum-headers.conf"'),
        ("/srv/forum/data", str(data)),
        ("/var/log/nginx/access.log", f"{home}/access.log"),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
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
