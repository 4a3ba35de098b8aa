"""What the site is made of, and what must not be in it: ``python -m tests.supply``.

- bandit finds nothing of medium or high severity that is not justified on its line, or above it;
- no secret stands in a file of the repository;
- every library of production has a licence that lets it be used and passed on;
- each has a floor, and what is installed is not below it.

``--licences`` lists production's libraries, with version and licence.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
SCANNED = ("forum", "people", "sessions_app", "manage.py", "deploy", "benchmarks")
# Bandit's number -> that of the same finding as ruff has it, if another.
SAME = {"B703": "S308"}
# Says of each call what B703 says of those with a text that is not constant.
SKIPPED = "B308"

# What a secret looks like. Long random text alone is no sign: hashes stand in uv.lock.
SECRETS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "a key of Amazon's": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub's": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}",
    "a token of GitLab's": r"\bglpat-[\w-]{20,}",
    "a token of Slack's": r"\bxox[abprs]-[\w-]{10,}",
    "a key of Google's": r"\bAIza[\w-]{35}\b",
    "a token of PyPI's": r"\bpypi-[\w-]{50,}",
    "a signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "a password in an address": (
        r"\b\w+://[^\s:/@{}$\"'<>]+:(?!password@|secret@)[^\s:/@{}$\"'<>]{6,}@"
    ),
    "a secret in a setting": r"(?m)^\s*(?:SECRET_KEY|\w*(?:PASSWORD|TOKEN))=[^\s#$'\"]{12,}",
}
# Licences that let the site be used and passed on, LGPL and MPL for what is not altered.
FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|MPL|Mozilla Public|LGPL|"
    r"Lesser General Public|PostgreSQL|HPND|Historical Permission|CC0|OFL|0BSD|Zlib)\b|MIT-CMU",
    re.IGNORECASE,
)


def main() -> int:
    if "--licences" in sys.argv:
        for name in runtime_names():
            library = distribution(name)
            print(f"{name:28} {library.version:12} {licence_of(library) or 'none named'}")
        return 0
    faults = [*code_faults(), *secrets(), *licence_faults(), *floor_faults()]
    print("\n".join(faults) or f"Supply: {len(runtime_names())} libraries, nothing to say.")
    return 1 if faults else 0


def code_faults() -> Iterator[str]:
    """Yield what bandit finds, unless its line or the one above says why that is right."""
    command = [sys.executable, "-m", "bandit", "-q", "-ll", "-r", *SCANNED, "-f", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    for failure in report["errors"]:
        yield f"bandit could not read {failure['filename']}: {failure['reason']}"
    for finding in report["results"]:
        if finding["test_id"] != SKIPPED and not is_justified(finding):
            place = f"{finding['filename']}:{finding['line_number']}"
            yield f"{place}: {finding['test_id']} {finding['issue_text']}"


def is_justified(finding: dict[str, Any]) -> bool:
    """Tell whether a finding is marked as ruff's, on its line or for its file, with its reason."""
    code = SAME.get(finding["test_id"], f"S{finding['test_id'][1:]}")
    lines = (ROOT / finding["filename"]).read_text("utf-8").splitlines()
    if any(
        line.startswith("# ruff: noqa:") and code in line and above.startswith("# ")
        for above, line in pairwise(lines)
    ):
        return True
    for number in finding["line_range"]:
        line = lines[number - 1]
        if f"# noqa: {code}" in line:
            above = (lines[number - 2], lines[finding["line_range"][0] - 2])
            return " - " in line.partition("# noqa:")[2] or any("# " in text for text in above)
    return False


def secrets() -> Iterator[str]:
    """Yield what looks like a secret in the files that the repository holds."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    patterns = {secret: re.compile(pattern) for secret, pattern in SECRETS.items()}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in (".png", ".jpg", ".mo", ".lock", ".pdf", ".docx") or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="ignore")
        for secret, pattern in patterns.items():
            for match in pattern.finditer(text):
                line_number = text.count("\n", 0, match.start()) + 1
                line = text.splitlines()[line_number - 1]
                if "no secret" not in line:
                    yield f"{name}:{line_number}: this looks like {secret}"


def runtime_names() -> list[str]:
    """Return production's libraries, those of its extras too, as ``uv.lock`` has them."""
    # uv names itself to what it runs: one of our own in .uv is on no path.
    uv = os.environ.get("UV", "uv")
    command = [
        uv,
        "export",
        "--locked",
        "--offline",
        "--no-dev",
        "--all-extras",
        "--no-hashes",
        "-q",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = []
    for line in done.stdout.splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate():
                names.append(requirement.name)
    return sorted(names)


def licence_faults() -> Iterator[str]:
    for name in runtime_names():
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            yield f"{name} is in uv.lock and not installed: run uv sync."
            continue
        if not FREE.search(licence):
            yield f"{name}: its licence, “{licence or 'none named'}”, is not one that is known here"


def licence_of(library: Distribution) -> str:
    """Return a library's licence, as its own words have it: the first that says something."""
    fields = library.metadata
    classifiers = [
        name.rpartition(" :: ")[2]
        for name in fields.get_all("Classifier", [])
        if name.startswith("License ::")
    ]
    stated = (fields.get("License") or "").strip().splitlines()[:1]
    return (fields.get("License-Expression") or " / ".join(classifiers) or "".join(stated)).strip()


def floor_faults() -> Iterator[str]:
    """Yield the libraries that may be of any age, or are older than we say."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in chain(project["dependencies"], *project["optional-dependencies"].values()):
        requirement = Requirement(line)
        if not any(part.operator in (">=", "==") for part in requirement.specifier):
            yield f"pyproject.toml: {requirement.name} has no floor; write {requirement.name}>=…"
        version = distribution(requirement.name).version
        if version not in requirement.specifier:
            yield f"{requirement.name} {version} is installed, {requirement.specifier} is asked for"


if __name__ == "__main__":
    sys.exit(main())
