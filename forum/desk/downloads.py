"""Private files in the admin: they have no address, so a view hands them to staff."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Download:
    """A private file as a form links it: its name, and the view that hands it to staff."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, file: FieldFile) -> "Download":
        """Return the link to a stored file."""
        opts = file.instance._meta
        name = (file.name or "").rpartition("/")[2]
        view = f"admin:{opts.app_label}_{opts.model_name}_file"
        return cls(name, reverse(view, args=[file.instance.pk]))


class PrivateFileInput(AdminFileWidget):
    """An upload to the private storage, whose files have no address of their own."""

    def is_initial(self, value: Any) -> bool:
        return isinstance(value, FieldFile) and bool(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> Any:
        context = super().get_context(name, value, attrs)
        if self.is_initial(value):
            context["widget"]["value"] = Download.of(value)
        return context


class PrivateFile:
    """For a model whose ``file`` lies in the private storage: staff fetch it by a view."""

    model: type[models.Model]
    admin_site: Any

    def get_urls(self) -> list[Any]:
        opts = self.model._meta
        view = self.admin_site.admin_view(self.file_view)
        name = f"{opts.app_label}_{opts.model_name}_file"
        urls: list[Any] = super().get_urls()  # type: ignore[misc]
        return [path("<int:pk>/file/", view, name=name), *urls]

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Hand out the file, as a download whatever its kind."""
        record: Any = self.get_object(request, pk)  # type: ignore[attr-defined]
        if record is None or not record.file:
            raise Http404
        if not self.has_view_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        try:
            return FileResponse(record.file.open(), as_attachment=True)
        except FileNotFoundError as error:
            raise Http404 from error

    @admin.display(description=_("file"))
    def download(self, record: Any) -> str:
        if not record.file:
            return "–"
        link = Download.of(record.file)
        return format_html('<a href="{}">{}</a>', link.url, link.name)
