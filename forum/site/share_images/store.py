"""Pictures that have been drawn, kept under the hash of what stands on them."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from forum.site.share_images.card import Card
from forum.site.share_images.drawing import png

# Some 40 MB; a larger site draws its least recent pictures again.
KEPT = 2000


def picture(card: Card) -> bytes:
    """Return the picture of a card, drawn when it is first asked for."""
    file = _folder() / f"{card.key}.png"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        drawn = png(card)
        _keep(file, drawn)
        return drawn


def _folder() -> Path:
    return Path(settings.PRIVATE_ROOT) / "share"


def _keep(file: Path, content: bytes) -> None:
    """Store a picture whole or not at all: another request may draw the same one meanwhile."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(file)
        _make_room(file.parent)
    except OSError:
        # A full or read-only disk costs time, not the answer.
        return


def _make_room(folder: Path) -> None:
    kept = [(file.stat().st_mtime, file) for file in folder.iterdir()]
    for _age, file in sorted(kept)[: len(kept) - KEPT] if len(kept) > KEPT else ():
        file.unlink(missing_ok=True)
