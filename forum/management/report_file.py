"""The file that ``--report`` names: whole or not at all."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def check(path: Path, sources: list[Path]) -> None:
    """Raise OSError when a report cannot be put there; nothing of it is left behind."""
    if path.is_dir():
        raise IsADirectoryError(path)
    if any(source.exists() and path.exists() and path.samefile(source) for source in sources):
        raise FileExistsError(path)
    with tempfile.NamedTemporaryFile(dir=path.parent):
        """The folder exists and can be written to."""


def save(path: Path, content: Any) -> None:
    """Write JSON beside the place and move it there, so that no reader meets half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
            file.write("\n")
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
