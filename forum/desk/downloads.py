"""Private files in the admin: they have no address, so a view hands them to staff."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from forum.desk.addresses import url_name
from forum.desk.base_admin import DeskAdmin, PageContext, WidgetAttributes


class Download:
    """A private file as a form links it: its name, and the view that hands it to staff."""

    def __init__(self, file: FieldFile) -> None:
        self.name = (file.name or "").rpartition("/")[2]
        self.url = reverse(url_name(file.instance, "file"), args=[file.instance.pk])

    def __str__(self) -> str:
        return self.name


class PrivateFileInput(AdminFileWidget):
    """An upload to the private storage, whose files have no address of their own."""

    def is_initial(self, value: object) -> bool:
        return isinstance(value, FieldFile) and bool(value)

    def get_context(self, name: str, value: Any, attrs: WidgetAttributes | None) -> PageContext:
        context = super().get_context(name, value, attrs)
        if self.is_initial(value):
            context["widget"]["value"] = Download(value)
        return context


class PrivateFileMixin(DeskAdmin):
    """The admin of a model whose ``file`` lies in the private storage: staff fetch it by a view."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        name = url_name(self.model, "file").removeprefix("admin:")
        return [path("<int:pk>/file/", view, name=name), *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Hand out the file, as a download whatever its kind."""
        record = self.get_object(request, str(pk))
        if record is None or not record.file:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        try:
            name = self.name_of_file(record)
            return FileResponse(record.file.open(), as_attachment=True, filename=name)
        except FileNotFoundError as error:
            raise Http404 from error

    @admin.display(description=_("file"))
    def download(self, record: Any) -> str:
        if not record.file:
            return "–"
        link = Download(record.file)
        return format_html('<a href="{}">{}</a>', link.url, self.name_of_file(record))

    def name_of_file(self, record: Any) -> str:
        """Return the name that staff know the file by."""
        return Download(record.file).name
