"""A document on its way in, as the command or the desk takes it."""

import io
from pathlib import Path
from typing import Any

from django.core.management import call_command


def import_text(folder: Path, text: str, **options: Any) -> str:
    path, out = folder / "record.txt", io.StringIO()
    path.write_text(text)
    call_command("import_record", str(path), stdout=out, language="en", **options)
    return out.getvalue()
