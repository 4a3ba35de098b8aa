"""Faults that let nothing be saved and are nobody's mistake: nothing is stored, nothing typed lost.

A disk is full, of the files or of the database; a statement takes too long, for somebody else holds
what it needs; the storage of files does not answer.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.core.public_folders import make_private_folder
from forum.desk.form_steps import start_again, steps_of
from forum.desk.model_forms import RecordForm
from forum.desk.refusals import fault_page, is_of_script
from forum.site.errors import RETRY_AFTER, is_storage_away, is_timed_out
from forum.site.static_error_pages import Trouble

# No space left on the device; quota exceeded.
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_DATABASE_FULL: Final = "53100"
# Milliseconds that a statement of the answer may take: whoever waits has waited long enough.
_BOUND: Final = 2000

_LATER: Final = _(
    "Nothing was saved. Wait a minute, go back with the browser's Back button, and save again."
)


@dataclass(frozen=True, slots=True)
class SavingFault:
    """Why nothing could be saved. in_form: a sentence beside what was typed; brief: for scripts."""

    status_code: int
    page: Trouble
    in_form: str | Promise
    brief: str | Promise


FULL_DISK: Final = SavingFault(
    507,
    Trouble(
        _("The server's disk is full"),
        _(
            "Nothing was saved. Tell the administrator of the site; go back with the browser's "
            "Back button when there is room, and save again."
        ),
    ),
    _(
        "Nothing was saved: the server's disk is full. What you typed still stands here; choose "
        "files again. Tell the administrator of the site, and save again when there is room."
    ),
    _("The server's disk is full: nothing was stored. Tell the administrator of the site."),
)
TIMED_OUT: Final = SavingFault(
    503,
    Trouble(
        _("The database took too long"),
        _LATER,
    ),
    _(
        "Nothing was saved: the database took too long. What you typed still stands here; choose "
        "files again. Wait a minute, then save again."
    ),
    _("The database took too long: nothing was saved. Wait a minute, then try again."),
)
STORAGE_AWAY: Final = SavingFault(
    503,
    Trouble(
        _("The storage of the site's files does not answer"),
        _LATER,
    ),
    _(
        "Nothing was saved: the storage of the site's files does not answer. What you typed still "
        "stands here; choose files again. Wait a minute, then save again."
    ),
    _(
        "The storage of the site's files does not answer: nothing was saved. Wait a minute, then "
        "try again."
    ),
)


def find_fault(error: BaseException) -> SavingFault | None:
    """Return the fault that an error means, None where it is another's."""
    if is_disk_full(error):
        return FULL_DISK
    if is_timed_out(error):
        return TIMED_OUT
    return STORAGE_AWAY if is_storage_away(error) else None


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether an error means that the disk of the files, or of the database, is full."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", None) == _DATABASE_FULL
    return isinstance(error, OSError) and error.errno in _FULL


def answering_faults[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let a page of the desk answer when nothing can be saved, its transaction rolled back.

    A record's form is shown again with what was typed; its files are to be chosen again. Where the
    form cannot be shown either, and in the place of any other page, stand the texts that were sent;
    to a script a sentence is said.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        is_lost = _has_lost_file(request)
        if is_lost and not _is_record_form(request):
            return _say(request, FULL_DISK)
        try:
            response = view(request, *args, **kwargs)
            if _is_record_form(request):
                # A form that is shown stored nothing, and asks of what is held, or away.
                _render(response)
            return _with_status(response, FULL_DISK) if is_lost else response
        except Exception as error:
            fault = find_fault(error)
            # Who reads had nothing to lose.
            if fault is None or (fault is not FULL_DISK and request.method != "POST"):
                raise
        if _is_record_form(request):
            try:
                if form := _show_again(request, fault, view, *args, **kwargs):
                    return _with_status(form, fault)
            except Exception as error:
                # What the form shows is held, or away, as well.
                if find_fault(error) is None:
                    raise
        with _bounded_statements():
            return _say(request, fault)

    return answer


def _show_again[**P](
    request: HttpRequest,
    fault: SavingFault,
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase | None:
    """Show a record's form with what was typed, and why it was not saved; None if it is no form."""
    start_again(request, str(fault.in_form))
    # Django keeps them under a name that its stubs leave out.
    vars(request)["_files"] = MultiValueDict()
    with _bounded_statements():
        response = _render(view(request, *args, **kwargs))
        if isinstance(response, SimpleTemplateResponse):
            return response
        # Whatever went on from the form may have stored it, which nobody would be told.
        transaction.set_rollback(True)
        return None


def _render(response: HttpResponseBase) -> HttpResponseBase:
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _say(request: HttpRequest, fault: SavingFault) -> HttpResponseBase:
    """Say on a page of its own, or to a script, why nothing was saved."""
    # Nothing is asked of the record, which may be what is held.
    start_again(request, "")
    if is_of_script(request):
        return _with_status(JsonResponse({"message": str(fault.brief)}), fault)
    return _with_status(fault_page(request, fault.status_code, fault.page), fault)


def _with_status(response: HttpResponseBase, fault: SavingFault) -> HttpResponseBase:
    response.status_code = fault.status_code
    if fault.status_code == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


@contextmanager
def _bounded_statements() -> Iterator[None]:
    """Let no statement of a block take long; behind a pooler too, where nothing may outlast it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(_BOUND)])
        yield


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
            steps_of(self.request).refusal = str(FULL_DISK.in_form)
            raise SkipFile from error


def _has_lost_file(request: HttpRequest) -> bool:
    """Read what was sent; tell whether there was no room for a file of it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return bool(sent) and bool(steps_of(request).refusal)


def _is_record_form(request: HttpRequest) -> bool:
    """Tell whether a form was sent that can be refused beforehand, as those of records can."""
    match = request.resolver_match
    if request.method != "POST" or match is None:
        return False
    form = getattr(getattr(match.func, "model_admin", None), "form", None)
    is_of_record = isinstance(form, type) and issubclass(form, RecordForm)
    return is_of_record and (match.url_name or "").endswith(("_add", "_change"))
