"""Records that go out for translation at the desk, and come back translated."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

OUT = "/admin/translations/export/"

BACK = "/admin/translations/import/"

ASKED = {"language": "en", "format": "xlsx", "scope": "to-do", "contact": "Wang"}


def send(client: Client, *records: Any, **asked: Any) -> Any:
    values = [f"{record._meta.model_name}.{record.pk}" for record in records]
    return client.post(OUT, {**ASKED, "record": values, **asked})


def translated(response: Any, texts: dict[str, str]) -> bytes:
    """Return a workbook that was sent with translations by the ends of their keys."""
    book = load_workbook(BytesIO(response.content))
    sheet = next(sheet for sheet in book if sheet["A1"].value == "key")
    place = {cell.value: cell.column for cell in sheet[1]}["en"]
    for row in sheet.iter_rows(min_row=2):
        for end, text in texts.items():
            if str(row[0].value).endswith(end):
                sheet.cell(row[0].row, place, text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def give(client: Client, data: bytes, name: str = "lin.xlsx") -> Any:
    return client.post(BACK, {"file": SimpleUploadedFile(name, data)})


def agree(client: Client, page: Any, **sent: Any) -> Any:
    """Confirm a preview with the ticks that it shows."""
    taken_ticks = [
        change.change.tick for change in page.context["changes"] if change.change.is_chosen()
    ]
    sent = {"take": taken_ticks, "version_token": page.context["plan"].version_token, **sent}
    return client.post(page.request["PATH_INFO"], sent)
