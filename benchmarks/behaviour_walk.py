"""The walk through the demo whose stops benchmarks/behaviour.py stores."""

import io
import json
import logging
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from functools import cached_property
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client

from benchmarks.behaviour import ROOT
from benchmarks.behaviour_addresses import (
    LANGUAGES,
    ODD_ADDRESSES,
    SEARCHES,
    beside,
    desk_addresses,
    file_name,
    filters_in,
    is_of_desk,
    is_public,
    links_in,
    route_of,
)
from benchmarks.behaviour_text import MASK, Masks, archive_text, body_text, response_text

VOLATILE_HEADERS: Final = frozenset({
    "Date", "Expires", "Last-Modified", "ETag", "Content-Length", "X-Request-ID",
})  # fmt: skip
VISITORS_LANGUAGES: Final = ("", "zh-TW,zh;q=0.9", "zh-CN", "en-GB", "fr,de;q=0.5", "*")


class Walk:
    """What was stored so far of the site that this process has set up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.began = time.monotonic()
        self.stored: Counter[str] = Counter()

    def store_all(self) -> None:
        self.set_up()
        steps = (
            self.store_public, self.store_exports, self.store_dry_runs, self.store_desk,
            self.store_imports,
        )  # fmt: skip
        for step in steps:
            self.say(step.__name__.replace("_", " "))
            step()
        self.say(f"{sum(self.stored.values())} files: {dict(self.stored)}")

    def say(self, words: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self.began:6.1f} s  {words}\n")
        sys.stdout.flush()

    @cached_property
    def masks(self) -> Masks:
        """What masks the site, which must have been set up."""
        types = ContentType.objects.all()
        labels = {item.pk: f"{item.app_label}.{item.model}" for item in types}
        return Masks(Path(settings.MEDIA_ROOT), labels)

    def save(self, kind: str, name: str, text: str) -> None:
        """Store a text under a name that may be an address."""
        path = self.folder / kind / file_name(self.masks.apply(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.masks.apply(text) + "\n")
        self.stored[kind] += 1

    def set_up(self) -> None:
        self.say("set up the demo")
        call_command("demo", no_serve=True, stdout=io.StringIO())
        # As the demo serves: routes are made for development, errors are shown as in service.
        import_module(settings.ROOT_URLCONF)
        settings.DEBUG = False
        logging.disable()
        settings.ALLOWED_HOSTS = ["testserver"]

    # The public site

    def store_public(self) -> None:
        for code in VISITORS_LANGUAGES:
            headers = {"Accept-Language": code} if code else {}
            text, _body = fetch(Client(), "/", headers=headers)
            self.save("public", f"/for/{code or 'anybody'}", text)
        for address in ("/en/", "/en/search/", "/zh-hans/events/"):
            response = Client().post(address)
            self.save("public", f"/posted{address}", as_text(response))
        searches = [
            f"/{code}/search/?q={quote(words)}" for code, words in product(LANGUAGES, SEARCHES)
        ]
        self.crawl("public", [*(f"/{code}/" for code in LANGUAGES), *ODD_ADDRESSES, *searches])

    def crawl(self, kind: str, addresses: Iterable[str]) -> None:
        """Store the addresses and all that their links lead to, outside the desk.

        From an address with a query only those without one are followed: filters multiply.
        """
        client = Client()
        queue = deque(dict.fromkeys(addresses))
        queued = set(queue)
        while queue:
            address = queue.popleft()
            text, body = fetch(client, address)
            self.save(kind, address, text)
            links = [*links_in(body, address), *filters_in(body, address), *beside(address)]
            for link in links:
                is_combined = "?" in link and "?" in address
                if is_public(link) and not is_combined and link not in queued:
                    queued.add(link)
                    queue.append(link)

    # Files

    def store_exports(self) -> None:
        events = apps.get_model("sessions_app", "Event")._base_manager.order_by("slug")
        slugs = list(events.values_list("slug", flat=True))
        for slug, language, form in product(slugs, (*LANGUAGES, "both"), ("docx", "json")):
            options = {"format": form, "language": language, "anyway": True}
            self.store_command(f"record/{slug}.{language}.{form}", "export_record", slug, **options)
        for language, form in product(LANGUAGES, ("xliff", "po", "xlsx")):
            options = {"format": form, "language": language, "all": True, "include_drafts": True}
            name = f"translations/{language}.{form}"
            self.store_command(name, "export_translations", *slugs, kind=["people"], **options)
        for form in ("xlsx", "csv"):
            self.store_command(f"glossary.{form}", "export_glossary", form=form)
        for slug, form in product((None, *slugs), ("text", "json")):
            name = f"status/{slug or 'all'}.{form}"
            arguments = (slug,) if slug else ()
            self.store_command(name, "translation_status", *arguments, format=form, is_file=False)
        self.store_command("error_pages.txt", "write_error_pages", is_file=False)
        for path in sorted(Path(settings.ERROR_PAGES_ROOT).rglob("*.html")):
            name = f"error_pages/{path.relative_to(settings.ERROR_PAGES_ROOT)}"
            self.save("exports", name, body_text("text/html", path.read_bytes()))

    def store_command(
        self, name: str, command: str, *arguments: str, is_file: bool = True, **options: Any
    ) -> None:
        """Store what a command says and the file that it writes."""
        target = Path(settings.DATA_DIR) / "export" / Path(name).name
        target.parent.mkdir(exist_ok=True)
        form = options.pop("form", "")
        if form:
            arguments = (*arguments, str(target))
        elif is_file:
            options["output"] = str(target)
        self.save("exports", f"{name}.output", run(command, *arguments, **options))
        if is_file and target.exists():
            self.save("exports", name, file_text(target))

    # Imports

    def samples(self) -> dict[str, Path]:
        """Return each document that an import reads, by its name: samples, and exports again."""
        texts = [*ROOT.glob("tests/**/*.txt"), *ROOT.glob("forum/**/*.txt")]
        archived = (Path(settings.PRIVATE_ROOT) / "imports").glob("*.docx")
        exported = (Path(settings.DATA_DIR) / "export").glob("*.docx")
        return {path.name: path for path in [*sorted(texts), *sorted(archived), *sorted(exported)]}

    def store_dry_runs(self) -> None:
        for name, path in self.samples().items():
            for language in LANGUAGES:
                self.store_import(f"dry/{name}.{language}", path, dry_run=True, language=language)

    def store_imports(self) -> None:
        """Import every sample in full, and store the pages that this makes."""
        for name, path in self.samples().items():
            options = {"event": "new"} if path.suffix == ".txt" else {"overwrite": True}
            self.store_import(f"full/{name}", path, publish=True, language="en", **options)
        events = apps.get_model("sessions_app", "Event")._base_manager.order_by("slug")
        pages = [f"events/{slug}/" for slug in events.values_list("slug", flat=True)]
        for code, page in product(LANGUAGES, ("", "events/", "people/", "organizations/", *pages)):
            text, _body = fetch(Client(), f"/{code}/{page}")
            self.save("imported", f"/{code}/{page}", text)

    def store_import(self, name: str, path: Path, **options: Any) -> None:
        report = Path(settings.DATA_DIR) / "report.json"
        report.unlink(missing_ok=True)
        output = run("import_record", str(path), report=str(report), **options)
        self.save("imports", f"{name}.output", output)
        if report.exists():
            content = json.loads(report.read_text())
            self.save("imports", f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))

    # The desk

    def store_desk(self) -> None:
        user = get_user_model().objects.get(username="editor")
        for language in LANGUAGES:
            client = Client()
            client.force_login(user)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            self.crawl_desk(client, language)

    def crawl_desk(self, client: Client, language: str) -> None:
        """Store the pages of every model's admin, and one of each route that links lead to."""
        queue = deque(dict.fromkeys(desk_addresses()))
        queued = set(queue)
        routes = {route_of(address) for address in queue}
        while queue:
            address = queue.popleft()
            text, body = fetch(client, address, desk=True)
            self.save(f"desk/{language}", address, text)
            for link in links_in(body, address):
                is_combined = "?" in link and "?" in address
                if link in queued or is_combined or not is_of_desk(link):
                    continue
                queued.add(link)
                route = route_of(link)
                if route not in routes:
                    routes.add(route)
                    queue.append(link)


def fetch(
    client: Client, address: str, *, desk: bool = False, headers: dict[str, str] | None = None
) -> tuple[str, str]:
    """Return a response as text, and its body where links may stand in it, else ""."""
    response: Any = client.get(address, headers=headers)
    body = b"".join(response)
    readable = response.headers.get("Content-Type", "").startswith(("text/html", "application/"))
    has_links = readable and response.status_code == 200
    text = as_text(response, body, desk=desk)
    return text, body.decode(errors="ignore") if has_links else response.headers.get("Location", "")


def as_text(response: Any, body: bytes | None = None, *, desk: bool = False) -> str:
    headers = {
        name: MASK if name in VOLATILE_HEADERS else value
        for name, value in response.headers.items()
        if name != "Content-Length"
    }
    headers |= {f"Set-Cookie {name}": MASK for name in response.cookies}
    content = b"".join(response) if body is None else body
    return response_text(headers, response.status_code, content, desk=desk)


# Commands and files


def run(command: str, *arguments: str, **options: Any) -> str:
    """Return what a command says, its error at the end."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream):
        try:
            call_command(command, *arguments, stdout=stream, stderr=stream, **options)
        except CommandError as error:
            stream.write(f"CommandError: {error}")
    return stream.getvalue().replace(str(settings.DATA_DIR), "DATA_DIR")


def file_text(path: Path) -> str:
    content = path.read_bytes()
    return archive_text(content) if content.startswith(b"PK") else content.decode()
