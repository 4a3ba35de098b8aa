"""The disk fills, a picture is a bomb."""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from deploy.drills.running import Verdict
from deploy.drills.stage import ROOT, DrillStage

PAGE, UNPUBLISHED = "/en/", "/en/people/"
# Megabytes that it takes at most to read a picture.
MEMORY = 300
_DISK = """
import shutil, sys
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from forum.core.storage import files_with_rows
from forum.desk.saving_faults import is_disk_full
def count():
    roots = (settings.MEDIA_ROOT, settings.PRIVATE_ROOT)
    return sum(path.is_file() for root in roots for path in Path(root).rglob("*"))
before, outcomes = count(), []
for storage in (default_storage, storages["private"]):
    try:
        with files_with_rows():
            storage.save("photos/drill.bin", ContentFile(b"x" * 8_000_000))
        outcomes.append("stored")
    except OSError as error:
        outcomes.append("refused as full" if is_disk_full(error) else str(error))
print(*outcomes, f"{count() - before} files left behind", sep="; ")
"""
_PICTURE = """
import resource, sys, django
django.setup()
from django.core.exceptions import ValidationError
from forum.core.images.checking import clean_image
for name in sys.argv[1:]:
    try:
        clean_image(open(name, "rb"))
        outcome = "accepted"
    except ValidationError as error:
        outcome = "refused"
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{outcome} at {child} MB", end="; ")
"""


def disk_full(stage: DrillStage) -> Verdict:
    """The disk of the site's files is full while visitors read; to mount a small one takes root."""
    if os.getuid() != 0:
        raise SystemExit("not tried, to mount a small disk takes root")
    small = stage.folder / "small"
    roots = [root for root in ("media", "private") if (stage.folder / root).is_dir()]
    small.mkdir()
    size = sum(path.stat().st_size for root in roots for path in (stage.folder / root).rglob("*"))
    # Room for the files, and for some pages; what the disk's blocks take more is far less.
    options = f"size={size // 1_000_000 * 2 + 16}m,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(small)], check=True)
    former = stage.environment["DATA_DIR"]
    try:
        for root in roots:
            shutil.copytree(stage.folder / root, small / root, dirs_exist_ok=True)
        stage.environment["DATA_DIR"] = str(small)
        stage.serve()
        # Asked for once, it is published.
        stage.wait_for(PAGE, 200, 30)
        _fill(small)
        with stage.visitors(PAGE, UNPUBLISHED) as answers:
            outcome = stage.manage("shell", "--no-imports", "-c", _DISK).strip()
    finally:
        stage.environment["DATA_DIR"] = former
        stage.end_processes()
        subprocess.run(["umount", str(small)], check=True)
    refused = "refused as full; refused as full; 0 files left behind"
    is_met = outcome == refused and not answers.failures(PAGE) + answers.failures(UNPUBLISHED)
    return Verdict(
        f"disk full: {outcome}; published page {answers.count(PAGE)}; page that cannot be stored "
        f"{answers.count(UNPUBLISHED)}",
        is_met,
    )


def _fill(folder: Path) -> None:
    """Write until there is no room."""
    with (folder / "ballast").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 65536):
            pass


def big_picture(stage: DrillStage) -> Verdict:
    """A small file of 169 megapixels, and one of 60, which a camera may have made."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        names = []
        for side in (13_000, 7_700):
            file = io.BytesIO()
            Image.new("RGB", (side, side)).save(file, "PNG")
            path = Path(folder) / f"{side}.png"
            path.write_bytes(file.getvalue())
            names.append(str(path))
        environment = {**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "forum.settings"}
        done = subprocess.run(
            [sys.executable, "-c", _PICTURE, *names],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
    outcomes = done.stdout.strip("; ")
    is_bounded = all(int(size) <= MEMORY for size in re.findall(r"(\d+) MB", outcomes))
    return Verdict(
        f"big picture: 169 and 59 megapixels: {outcomes} (at most {MEMORY} MB)",
        outcomes.startswith("refused") and is_bounded,
    )
