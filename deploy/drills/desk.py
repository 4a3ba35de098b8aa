"""The desk under strange requests, and previews beside an editor at work."""

import http.client
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urlencode

from deploy.drills.running import Verdict
from deploy.drills.stage import DrillStage

REQUESTS = 5000
# Seconds: that previews are read before; goal for an editor who saves beside their readers.
BEFORE, WAIT = 6, 5.0
USER = """
from people.models import User
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
user, _new = User.objects.get_or_create(username="drill", is_superuser=True, is_staff=True)
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""
ADDRESSES = """
from django.urls import get_resolver
def walk(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            walk(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            print(route)
walk(get_resolver().url_patterns)
"""
_PREVIEW = """
from io import StringIO
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from people.models import User
from forum.desk.preview_links import COOKIE, _signer
from forum.models import PreviewLink
from sessions_app.models import Event
event = Event.objects.order_by("pk").first()
kind = ContentType.objects.get_for_model(event)
call_command("make_roles", verbosity=0, stdout=StringIO())
user, _new = User.objects.get_or_create(username="drill-editor", is_staff=True)
user.groups.set([Group.objects.get(name="Editor")])
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
link = PreviewLink.objects.create(content_type=kind, object_id=event.pk)
path = f"/preview/{link.pk}/en/events/{event.slug}/"
print(session.session_key, f"{COOKIE}={_signer.sign(link.token)}", path, event.pk)
"""
LIST = "/admin/sessions_app/event/"
VALUES = (
    "1", "0", "-1", "99999999999999999999", "null", "%00", "'", "<b>", "２０２６", "a" * 300, "",
    "2026-13-45", "..%2f..", "on", "[]", "{}", "1,2", "\u202e", "NaN", "1e999",
)  # fmt: skip
KEYS = (
    "q", "o", "p", "page", "_changelist_filters", "published_at__year", "status__exact", "e",
    "_popup", "_to_field", "language", "event", "session", "id__in", "pk", "next", "all", "draft",
    "form", "record", "kind", "version_token", "term", "field_name", "app_label", "model_name",
    "title_en", "title_zh_hans", "slug", "action", "_selected_action", "select_across", "index",
    "photos-TOTAL_FORMS", "photos-INITIAL_FORMS", "sessions-TOTAL_FORMS", "_save", "post",
)  # fmt: skip


_NOT_SENT = ("submit", "button", "file", "checkbox", "radio")


class FormFields(HTMLParser):
    """What a browser sends of the form on a page: names with their values, in ``pairs``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._named = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, kind = told.get("name") or "", told.get("type") or ""
        if tag in ("select", "textarea"):
            self._named, self._options = name, []
            if tag == "textarea":
                self.pairs.append((name, ""))
        elif tag == "option":
            self._options.append((told.get("value") or "", "selected" in told))
        elif tag == "input" and name and (kind not in _NOT_SENT or "checked" in told):
            self.pairs.append((name, told.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea" and self._named:
            self.pairs[-1] = (self._named, self.pairs[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, is_selected in self._options if is_selected]
            self.pairs += [(self._named, value) for value in chosen or [""]]
        if tag in ("select", "textarea"):
            self._named = ""


class SentFile(NamedTuple):
    """A file that a form sends. field: of the form; kind: its media type."""

    field: str
    name: str
    kind: str
    content: bytes


class DeskVisitor:
    """Somebody who is signed in, and asks for anything."""

    def __init__(self, stage: DrillStage, key: str, source: str = "", port: int = 0) -> None:
        """key: of the session, "" for a stranger's; source: the address that is asked from.

        port: where not the site's own is asked.
        """
        self.stage, self.source = stage, (source, 0) if source else None
        self.port = port
        self.cookie = f"{f'sessionid={key}; ' if key else ''}csrftoken={'a' * 32}"

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Return status and content; 0 where there was no answer."""
        if method != "POST":
            return self._send(method, path, body.encode(), {})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send(method, path, f"csrfmiddlewaretoken={'a' * 32}&{body}".encode(), kind)

    def upload(self, path: str, fields: Mapping[str, str], file: SentFile) -> tuple[int, bytes]:
        """Send a form with a file; return status and content."""
        mark, parts = "end-of-part", list[bytes]()
        for field, value in fields.items():
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'
            parts.append(f"{head}{value}\r\n".encode())
        names = f'name="{file.field}"; filename="{file.name}"'
        head = f"--{mark}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {file.kind}"
        parts.append(f"{head}\r\n\r\n".encode() + file.content)
        body = b"".join([*parts, f"\r\n--{mark}--\r\n".encode()])
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._send("POST", path, body, kind)

    def _send(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port or self.stage.port, timeout=60, source_address=self.source
        )
        try:
            connection.request(method, path, body or None, {"Cookie": self.cookie, **headers})
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def require_entry(self) -> None:
        """Stop the drill where this is a stranger to the desk: it would try the sign-in alone."""
        statuses = [self.ask(*request)[0] for request in (("GET", LIST), ("POST", LIST))]
        if statuses != [200, 200]:
            raise SystemExit(f"The drill's visitor does not enter the desk: {statuses}")


def desk_fuzz(stage: DrillStage, seed: int = 14) -> Verdict:
    """Ask for every address of the desk with values that no form sends."""
    chance = random.Random(seed)  # noqa: S311 - a drill is repeated, not secret
    key = stage.manage("shell", "--no-imports", "-c", USER).strip()
    routes = stage.manage("shell", "--no-imports", "-c", ADDRESSES).split("\n")
    stage.serve()
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    DeskVisitor(stage, key).require_entry()
    jobs = [_request(chance, [route for route in routes if route]) for _time in range(REQUESTS)]
    lock = threading.Lock()

    def work(number: int) -> None:
        visitor = DeskVisitor(stage, key)
        for method, path, body in jobs[number::4]:
            status, _content = visitor.ask(method, path, body)
            with lock:
                statuses[status] += 1
                if status >= 500 or status == 0:
                    faults.append(path)
                    print(f"  {status} {method} {path} {body[:200]}", flush=True)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = ", ".join(f"{status} × {count}" for status, count in sorted(statuses.items()))
    return Verdict(
        f"desk fuzz: {REQUESTS} requests, {len(faults)} without a proper answer ({counts})",
        not faults,
    )


def _request(chance: random.Random, routes: list[str]) -> tuple[str, str, str]:
    route = chance.choice([route for route in routes if "logout" not in route])
    path = "/" + re.sub(r"<[^>]*>|\(\?P[^)]*\)", lambda _m: _quoted(chance), route)
    path = re.sub(r"[\^$\\]|\(.*?\)[?*+]?", "", path)
    method = "POST" if chance.random() < 0.3 else "GET"
    query = _pairs(chance)
    return method, f"{path}?{query}" if query else path, _pairs(chance) if method == "POST" else ""


def _quoted(chance: random.Random) -> str:
    value = chance.choice(("1", "2", "3", *VALUES))
    return urlencode({"": value})[1:] if "%" not in value else value


def _pairs(chance: random.Random) -> str:
    count = chance.choice((0, 1, 1, 2, 4))
    pairs: list[tuple[Any, Any]] = [
        (chance.choice(KEYS), chance.choice(VALUES)) for _time in range(count)
    ]
    return urlencode(pairs)


def preview_locks(stage: DrillStage) -> Verdict:
    """Sixteen read an office's preview while an editor saves the event into its working copy."""
    key, cookie, path, pk = stage.manage("shell", "--no-imports", "-c", _PREVIEW).split()
    stage.serve()
    editor = DeskVisitor(stage, key)
    editor.require_entry()
    form = f"/admin/sessions_app/event/{pk}/change/"
    # A server that has just started is slow for everybody: that is no lock.
    with stage.visitors(path, form, cookie=f"{cookie}; {editor.cookie}"):
        time.sleep(BEFORE)
    slowest, saved = 0.0, 0
    with stage.visitors(path, cookie=cookie) as answers:
        for time_of_save in range(5):
            fields = dict(FormFields(editor.ask("GET", form)[1].decode()).pairs)
            fields |= {"venue_en": f"Hall {time_of_save}", "_continue": "1"}
            began = time.monotonic()
            saved += editor.ask("POST", form, urlencode(fields))[0] == 302
            slowest = max(slowest, time.monotonic() - began)
    is_met = saved == 5 and slowest <= WAIT and not answers.failures(path)
    return Verdict(
        f"preview locks: previews {answers.count(path)}, slowest {answers.slowest[path]:.1f} s;"
        f" the editor saved {saved} of 5 times and waited {slowest:.1f} s at most, goal {WAIT:g}",
        is_met,
    )
