"""What staff are told when files, or pages, stay where they must not be seen."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forum.core.languages import Handler
from forum.core.middleware import in_admin
from forum.delivery.publishing.settling import noting_lasting_pages
from forum.workflow.take_down.public_files import noting_unmoved_files

LASTING = _(
    "It is saved, but the public may still read the pages as they were: the worker that ends them "
    "does not run. Tell an administrator."
)


class UnmovedFilesMiddleware:
    """Warns whoever saved: files follow their rows after the commit, when no form can refuse."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not in_admin(request) or request.method != "POST":
            return self.get_response(request)
        with noting_unmoved_files() as names, noting_lasting_pages() as has_lasting:
            response = self.get_response(request)
        if names:
            messages.warning(request, describe_unmoved(len(names)))
        if has_lasting.is_set():
            messages.warning(request, LASTING)
        return response


def describe_unmoved(count: int) -> str:
    message = ngettext(
        "%(count)d file could not be moved: if it was to be hidden, it may still be public at its "
        "own address. It is tried again from a minute on until it succeeds; if this message comes "
        "again, tell an administrator.",
        "%(count)d files could not be moved: if they were to be hidden, they may still be public "
        "at their own addresses. It is tried again from a minute on until it succeeds; if this "
        "message comes again, tell an administrator.",
        count,
    )
    return message % {"count": count}
