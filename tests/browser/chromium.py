"""Which Chromium the browser tests drive, and how a new machine gets one.

Run as a command with --install: installs Debian's package where it can, else says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian's Chromium without windows and menus of its own: a page costs it a quarter of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)

REMEDY = (
    "The browser tests need Chromium and it could not be installed. On Debian or Ubuntu run "
    f"“sudo apt-get install chromium {FONTS}”; elsewhere install Chromium or Chrome, or name "
    "its program in CHROMIUM."
)


def find() -> str | None:
    """Return the path of a Chromium, None where the machine has none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    browser = next((path for name in NAMES if (path := shutil.which(name))), None)
    return browser or next((str(place) for place in PLACES if place.is_file()), None)


def install() -> str | None:
    """Install Debian's Chromium with Han fonts if this user may; return its path or None."""
    apt = shutil.which("apt-get")
    if not apt:
        return None
    root = [] if os.getuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return None
    print("Installing Chromium for the browser tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def run(*arguments: str) -> bool:
        done = subprocess.run(
            [*root, apt, "-qq", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode == 0

    # Older releases have no shell: they get the whole program.
    if run("update"):
        browser = SHELL if is_offered() else "chromium"
        run("install", "-y", "--no-install-recommends", browser, FONTS)
    return find()


def is_offered() -> bool:
    """Tell whether this machine's releases of Debian have the shell, as far as it knows."""
    if not shutil.which("apt-cache"):
        return False
    listing = subprocess.run(["apt-cache", "show", SHELL], capture_output=True, check=False)
    return listing.returncode == 0


def lacks_shell() -> bool:
    """Tell whether the shell could stand beside a Chromium that nobody has named."""
    return not (os.environ.get("CHROMIUM") or shutil.which(SHELL)) and is_offered()


def main() -> int:
    """Make sure that there is a browser; 1 with a sentence when there cannot be."""
    if "--install" in sys.argv and (not find() or lacks_shell()):
        install()
    if find():
        return 0
    print(REMEDY, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
