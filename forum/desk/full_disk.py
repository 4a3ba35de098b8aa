"""A full disk, of the files or of the database: nothing is stored, nothing typed is lost."""

import errno
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from forum.core.public_folders import make_private_folder
from forum.desk.form_steps import start_again, steps_of
from forum.desk.refusals import full_disk_page

# No space left on the device; quota exceeded.
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_DATABASE_FULL: Final = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether an error means that the disk of the files, or of the database, is full."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", None) == _DATABASE_FULL
    return isinstance(error, OSError) and error.errno in _FULL


def answering_full_disk[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let a page of the desk answer when a disk is full, its transaction rolled back.

    A record's form is shown again with what was typed; its files are to be chosen again. Any other
    page shows the texts that were sent.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        is_lost = _has_lost_file(request)
        if is_lost and not _is_record_form(request):
            return full_disk_page(request)
        try:
            response = view(request, *args, **kwargs)
        except (OSError, OperationalError) as error:
            if not is_disk_full(error):
                raise
            if not _is_record_form(request):
                return full_disk_page(request)
            start_again(request, _nothing_saved())
            # Django keeps them under a name that its stubs leave out.
            vars(request)["_files"] = MultiValueDict()
            response, is_lost = view(request, *args, **kwargs), True
        if is_lost:
            response.status_code = 507
        return response

    return answer


class WaitingFileHandler(TemporaryFileUploadHandler):
    """Large uploads, which wait in a folder of the site's own, if its disk has room."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        make_private_folder(Path(settings.FILE_UPLOAD_TEMP_DIR))
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if not is_disk_full(error) or self.request is None:
                raise
            steps_of(self.request).refusal = _nothing_saved()
            raise SkipFile from error


def _nothing_saved() -> str:
    return gettext(
        "Nothing was saved: the server's disk is full. What you typed still stands here; choose "
        "files again. Tell the administrator of the site, and save again when there is room."
    )


def _has_lost_file(request: HttpRequest) -> bool:
    """Read what was sent; tell whether there was no room for a file of it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return bool(sent) and bool(steps_of(request).refusal)


def _is_record_form(request: HttpRequest) -> bool:
    match = request.resolver_match
    is_form = match is not None and (match.url_name or "").endswith(("_add", "_change"))
    return is_form and request.method == "POST"
