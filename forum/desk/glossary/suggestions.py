"""What the glossary says of the texts that are being typed, for the forms of the desk."""

import json
import time
from collections import defaultdict, deque
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from forum.core.content import language_codes
from forum.localization.glossary.matching import (
    Glossary,
    find_forbidden,
    find_missing_terms,
    find_terms,
)
from forum.localization.glossary.store import load_glossary

# Bytes of a request; two texts of 12,000 Chinese characters are some 75,000.
MAX_BODY: Final = 100_000
# Requests in so many seconds, of one user in one process: typing without a pause asks for 60.
MAX_ASKED: Final = 120
SECONDS: Final = 60
_MOST = 60

_asked: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_ASKED))


@require_POST
def terms(request: HttpRequest) -> HttpResponse:
    """Tell staff which terms stand in a text, and which spellings should not.

    Takes JSON: ``texts`` (language -> plain text) and ``source`` (the language that is translated
    from). Answers ``terms`` (shown, language, text, note, said: whether the other text has it) and
    ``forbidden`` (language -> [{shown, right}]). 400 for anything else, 413 for too much, 429 for
    too often.
    """
    if not request.user.has_perm("forum.view_term"):
        raise PermissionDenied
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        return JsonResponse({}, status=413)
    if _too_often(request.user.pk or 0):
        return JsonResponse({}, status=429)
    asked = _read(request.body)
    if asked is None:
        return JsonResponse({}, status=400)
    source, texts = asked
    known = load_glossary()
    return JsonResponse(
        {
            "terms": _terms(source, texts, known)[:_MOST],
            "forbidden": {code: _forbidden(text, code, known) for code, text in texts.items()},
        }
    )


def _too_often(user: int) -> bool:
    before, now = _asked[user], time.monotonic()
    if len(before) == MAX_ASKED and now - before[0] < SECONDS:
        return True
    before.append(now)
    return False


def _read(body: bytes) -> tuple[str, dict[str, str]] | None:
    """Return the source language and the texts that were sent, None for what is no such thing."""
    try:
        sent = json.loads(body)
        source, texts = sent["source"], dict(sent["texts"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    known = language_codes()
    good = source in known and all(
        code in known and isinstance(text, str) for code, text in texts.items()
    )
    return (source, texts) if good else None


def _terms(source: str, texts: dict[str, str], known: Glossary) -> list[dict[str, Any]]:
    """Return what is found in the source, once, in each of the other languages that were sent."""
    found = {one.entry.pk: one for one in find_terms(texts.get(source, ""), source, known)}
    unsaid = _unsaid(source, texts, known)
    return [
        {
            "shown": one.text,
            "language": code,
            "text": one.entry.texts[code],
            "note": one.entry.note,
            "said": one.text not in unsaid[code],
        }
        for one in found.values()
        for code in unsaid
        if code in one.entry.texts
    ]


def _unsaid(source: str, texts: dict[str, str], known: Glossary) -> dict[str, set[str]]:
    """Return what the text in each of the other languages does not say yet."""
    text = texts.get(source, "")
    # An empty text says nothing, where a translation that was not begun says nothing otherwise.
    others = {code: other.strip() or "-" for code, other in texts.items() if code != source}
    return {
        code: {one.text for one in find_missing_terms(text, other, (source, code), known)}
        for code, other in others.items()
    }


def _forbidden(text: str, code: str, known: Glossary) -> list[dict[str, str]]:
    found = {one.text: one.right for one in find_forbidden(text, code, known)}
    return [{"shown": shown, "right": right} for shown, right in found.items()][:_MOST]
