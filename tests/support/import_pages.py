"""A document on its way in, as the command or the desk takes it."""

import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from forum.models import ImportUpload
from tests.support.papers import CLEAN

LIST = "/admin/forum/importupload/"


def import_text(folder: Path, text: str, **options: Any) -> str:
    path, out = folder / "record.txt", io.StringIO()
    path.write_text(text)
    call_command("import_record", str(path), stdout=out, language="en", **options)
    return out.getvalue()


def make_upload_file(text: str = CLEAN, name: str = "record.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def upload(client: Client, *files: SimpleUploadedFile) -> ImportUpload:
    client.post(LIST, {"files": list(files) or [make_upload_file()]})
    return ImportUpload.objects.latest("pk")


def page(client: Client, record: ImportUpload) -> str:
    return client.get(address("change", record)).content.decode()


def address(name: str, record: ImportUpload) -> str:
    return reverse(f"admin:forum_importupload_{name}", args=[record.pk])


def confirm(client: Client, record: ImportUpload, **data: Any) -> Any:
    facts = {"fingerprint": record.plan["fingerprint"], "publish": "no", **data}
    return client.post(address("confirm", record), facts)
