"""How far the work of a request is, for the page that waits for the answer."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

type Progress = Callable[[int, int], None]

# What the form names its work by: made by the page's script.
# Of names that begin with “_” no form keeps what was typed: it is nobody's text.
FIELD: Final = "_work"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_LIFE: Final = 60
_DONE: Final = 100
_SECONDS_BETWEEN: Final = 0.4


@contextmanager
def report_progress(request: HttpRequest, *, leaves_page: bool = True) -> Iterator[Progress]:
    """Yield what is told how many parts of the work are done, of how many.

    It is stored by a thread with a connection of its own: the work's transaction is not over.
    leaves_page: the answer takes the place of the page that waits. A file does not: then the end of
    the work is told too.
    """
    sent = request.POST if request.method == "POST" else request.GET
    token = sent.get(FIELD, "")
    if not _TOKEN.fullmatch(token):
        yield lambda _done, _count: None
        return
    key = _key_of(request, token)
    with ThreadPoolExecutor(1) as thread:
        try:
            yield store_now_and_then(lambda percent: thread.submit(cache.set, key, percent, _LIFE))
        finally:
            if not leaves_page:
                thread.submit(cache.set, key, _DONE, _LIFE)
            thread.submit(connections.close_all)


def store_now_and_then(store: Callable[[int], object]) -> Progress:
    """Return what stores percents, the first at once and then a few a second."""
    stored_at = float("-inf")

    def report(done: int, count: int) -> None:
        nonlocal stored_at
        moment = time.monotonic()
        if moment - stored_at >= _SECONDS_BETWEEN:
            stored_at = moment
            store(done * 99 // max(count, 1))

    return report


@require_safe
def tell_progress(request: HttpRequest, token: str) -> JsonResponse:
    """Answer how far somebody's own work is, in percent; null while nothing is known."""
    return JsonResponse({"progress": cache.get(_key_of(request, token))})


def _key_of(request: HttpRequest, token: str) -> str:
    return f"work:{request.user.pk}:{token}"
