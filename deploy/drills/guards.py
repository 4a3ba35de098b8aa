"""What keeps people out, and things from being deleted or published: each is tried for real."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from deploy.drills.desk import ADDRESSES, DeskVisitor
from deploy.drills.proxy import running_nginx
from deploy.drills.running import Verdict
from deploy.drills.stage import ROOT, DrillStage, free_port

LOGIN = "/admin/login/"
ATTEMPTS = 30
NAME, WORD = "drill-guarded", "Zanzibar"
PASSWORD = "a-drill's-own-8361"  # noqa: S105 - of an account that lasts as long as the drill
_ACCOUNT = f"""
from io import StringIO
from django.contrib.auth.models import Group
from django.core.management import call_command
from people.models import User
call_command("make_roles", verbosity=0, stdout=StringIO())
user = User.objects.create_user({NAME!r}, password={PASSWORD!r}, is_staff=True)
user.groups.set([Group.objects.get(name="Editor")])
"""
# What a helper of one event may not see: the draft of another, with a guest who is in none else.
_HELPER = f"""
from io import StringIO
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from forum.permissions.roles import HELPER
from people.models import Person, User
from sessions_app.models import Appearance, Event, EventAccess, Session
call_command("make_roles", verbosity=0, stdout=StringIO())
own = Event.objects.order_by("pk").first()
texts = {{"title_en": "{WORD} Summit", "title_zh_hans": "{WORD}"}}
draft = Event.objects.create(slug="drill-draft", status="draft", **texts)
session = Session.objects.create(event=draft, slug="drill-draft", **texts)
person = Person.objects.create(slug="drill-draft", status="draft",
    name_en="{WORD} Guest", name_zh_hans="{WORD}")
guest = Appearance.objects.create(session=session, person=person, title_en="{WORD} Envoy")
user = User.objects.create_user("drill-helper", is_staff=True)
user.groups.set([Group.objects.get(name=HELPER)])
EventAccess.objects.create(user=user, event=own)
store = SessionStore()
store[SESSION_KEY] = str(user.pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = user.get_session_auth_hash()
store.create()
print(store.session_key, own.pk, draft.pk, session.pk, person.pk, guest.pk)
"""
_PORTRAIT = """
import io
from PIL import Image
from django.core.files.base import ContentFile
from people.models import Person
file = io.BytesIO()
Image.new("RGB", (900, 1200), "#1f4e79").save(file, "JPEG")
person = Person.objects.published().exclude(photo_consent="refused").order_by("pk").first()
person.portrait = ContentFile(file.getvalue(), name="portrait.jpg")
person.save()
picture = person.portrait
print(person.pk, f"/en/people/{person.slug}/", picture.name, *(v.name for v in picture.variants()))
"""
_REFUSE = """
from people.models import Person
person = Person.objects.get(pk=%s)
person.photo_consent = "refused"
person.save()
"""
_COUNT = """
from people.models import Person
from sessions_app.models import Event
print(Event.objects.count(), Person.objects.count())
"""
# Of no shape that the reader knows.
UNKNOWN = {
    "access.csv": "time,status,path\n2026-01-05T10:00:00,200,/en/\n2026-01-05T10:00:01,404,/x/\n",
    "package.json": '{"name": "site", "version": "1.0.0", "dependencies": {"left": "^1.0"}}\n',
    "syslog.txt": "Jan  5 10:00:00 host sshd[811]: Accepted publickey for root\n" * 5,
}


def sign_in(stage: DrillStage) -> Verdict:
    """Guess at one account from many addresses, at many from one; ask for pages directly."""
    stage.manage("shell", "--no-imports", "-c", _ACCOUNT)
    routes = stage.manage("shell", "--no-imports", "-c", ADDRESSES).split()
    stage.serve()
    before = _sign_in(stage, NAME, PASSWORD, 1)
    opened = [_sign_in(stage, f"nobody-{n}", "wrong", 2) == 302 for n in range(ATTEMPTS)]
    address = _sign_in(stage, NAME, PASSWORD, 2)
    elsewhere = _sign_in(stage, NAME, PASSWORD, 3)
    opened += [_sign_in(stage, NAME, "wrong", 10 + n) == 302 for n in range(ATTEMPTS)]
    account = _sign_in(stage, NAME, PASSWORD, 4)
    stranger = DeskVisitor(stage, "none")
    # The pages of the account are a stranger's: to sign in, to ask for a new password.
    paths = [fill_route(route, "1") for route in routes if not route.startswith("admin/account/")]
    answers = {path: stranger.ask("GET", path)[0] for path in paths if path != LOGIN}
    entered = [path for path, status in answers.items() if status == 200 or status >= 500]
    is_met = (before, elsewhere) == (302, 302) and 302 not in (address, account)
    return Verdict(
        f"sign in: {sum(opened)} of {len(opened)} wrong passwords let in; then the right one is "
        f"answered {address} from the address of {ATTEMPTS}, {elsewhere} from another, {account} "
        f"once {ATTEMPTS} addresses had tried the account; "
        f"{len(entered)} of {len(answers)} addresses "
        f"of the desk opened to a stranger{''.join(f', {path}' for path in entered)}",
        is_met=is_met and not any(opened) and not entered,
    )


def _sign_in(stage: DrillStage, name: str, password: str, number: int) -> int:
    """Return the status for who signs in from the address of a number: 302 is let in."""
    visitor = DeskVisitor(stage, "", source=f"127.0.1.{number}")
    return visitor.ask("POST", LOGIN, urlencode({"login": name, "password": password}))[0]


def fill_route(route: str, *values: str) -> str:
    """Return an address of a route, with the values for what varies in it, the last again."""
    given = [*values]
    path = re.sub(
        r"<[^>]*>|\(\?P<[^>]*>[^)]*\)", lambda _m: given.pop(0) if given[1:] else given[0], route
    )
    return "/" + re.sub(r"[\^$\\]|\(.*?\)[?*+]?", "", path)


def fails_closed(stage: DrillStage) -> Verdict:
    """Start everything without its environment; clean the files with another's database."""
    doors = {
        "wsgi": ["-c", "import forum.wsgi"], "asgi": ["-c", "import forum.asgi"],
        "serve": ["manage.py", "serve"], "db_worker": ["manage.py", "db_worker"],
        "daily_work": ["manage.py", "daily_work"],
    }  # fmt: skip
    folder = stage.folder / "nobody"
    folder.mkdir()
    opened = [name for name, command in doors.items() if not _is_refused(command, folder)]
    url = stage.environment["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE nobody TEMPLATE template0 ENCODING 'UTF8'")
    other = {"DATABASE_URL": url.replace("/forum?", "/nobody?"), "PUBLISH_ADDRESS": ""}
    stage.manage("migrate", "-v0", **other)
    before = _count_files(stage)
    try:
        stage.manage("clean_media", "--delete", "--older-than", "0", **other)
        outcome = "cleaned"
    except SystemExit:
        outcome = "refused"
    lost = before - _count_files(stage)
    return Verdict(
        f"fails closed: {len(doors) - len(opened)} of {len(doors)} doors refuse without their "
        f"environment{''.join(f', {name} does not' for name in opened)}; clean_media --delete "
        f"with an empty database {outcome}, {lost} of {before} files lost",
        is_met=not opened and outcome == "refused" and not lost and before > 0,
    )


def _is_refused(command: list[str], folder: Path) -> bool:
    """Tell whether a door says what it lacks, and stays shut; what stays is ended."""
    names = ("PATH", "HOME")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env={**environment, "DATA_DIR": str(folder)},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode != 0 and "DEBUG is not set" in done.stderr


def _count_files(stage: DrillStage) -> int:
    roots = (stage.folder / "media", stage.folder / "private")
    return sum(path.is_file() for root in roots for path in root.rglob("*") if path.name != ".site")


def consent_refused(stage: DrillStage) -> Verdict:
    """Somebody refuses to be shown: the portrait and all that was made of it, behind nginx."""
    told_of = stage.manage("shell", "--no-imports", "-c", _PORTRAIT).split()
    person, page, *names = told_of
    stage.serve()
    home, port = stage.folder / "nginx-consent", free_port()
    home.mkdir()
    with running_nginx(home, stage.folder, port, stage.port):
        stage.wait_for(page, 200, 30)
        paths = [f"/media/{name}" for name in names]
        before = [path for path in paths if stage.get(path, port=port)[0] == 200]
        is_named = _names(stage.get(page, port=port)[1], names)
        stage.manage("shell", "--no-imports", "-c", _REFUSE % person)
        # nginx remembers for a second which files there are.
        time.sleep(1.1)
        after = [path for path in before if stage.get(path, port=port)[0] == 200]
        status, content = stage.get(page, port=port)
    is_met = bool(before) and is_named and not after and status == 200
    return Verdict(
        f"consent refused: of a portrait and its variants {len(before)} of {len(paths)} public "
        f"before, {len(after)} after; the person's page is answered {status} and "
        f"{'names one still' if _names(content, names) else 'names none'}",
        is_met=is_met and not _names(content, names),
    )


def _names(page: bytes, names: list[str]) -> bool:
    return any(name.encode() in page for name in names)


def least_sight(stage: DrillStage) -> Verdict:
    """A helper of one event asks for every page of the desk, by the keys of another's draft."""
    answer = stage.manage("shell", "--no-imports", "-c", _HELPER).split()
    key, own, *keys = answer
    routes = stage.manage("shell", "--no-imports", "-c", ADDRESSES).split()
    stage.serve()
    helper = DeskVisitor(stage, key)
    is_entered = helper.ask("GET", f"/admin/sessions_app/event/{own}/change/")[0] == 200
    # Not the whole word, which a page says again.
    query = f"?q={WORD[:5]}&term={WORD[:5]}"
    paths = {
        f"{fill_route(route, key)}{query}"
        for route in routes
        if "logout" not in route
        for key in keys
    }
    statuses, seen = [], []
    for path in sorted(paths):
        status, content = helper.ask("GET", path)
        statuses.append(status)
        if WORD.encode() in content:
            seen.append(path)
    faults = sum(status == 0 or status >= 500 for status in statuses)
    return Verdict(
        f"least sight: a helper of one event asked for {len(paths)} addresses, "
        f"{statuses.count(200)} of which opened and {faults} failed; "
        f"{len(seen)} say a word of another event's draft{''.join(f', {path}' for path in seen)}",
        is_met=is_entered and not seen and not faults and 200 in statuses,
    )


def unknown_import(stage: DrillStage) -> Verdict:
    """Files that are no record of an event are imported, to be published at once."""
    folder = stage.folder / "unknown"
    folder.mkdir()
    before = stage.manage("shell", "--no-imports", "-c", _COUNT).split()
    refused, tried = 0, 0
    for name, content in UNKNOWN.items():
        (folder / name).write_text(content)
        for options in ((), ("--partial",)):
            tried += 1
            try:
                stage.manage("import_record", str(folder / name), "--publish", *options)
            except SystemExit:
                refused += 1
    after = stage.manage("shell", "--no-imports", "-c", _COUNT).split()
    new = [int(now) - int(then) for now, then in zip(after, before, strict=True)]
    return Verdict(
        f"unknown import: {refused} of {tried} refused; {new[0]} events and {new[1]} people more "
        f"than before",
        is_met=refused == tried and new == [0, 0],
    )
