"""What the glossary says of the texts that are being typed, for the forms of the desk."""

import json
import time
from collections import defaultdict, deque
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import Truncator, capfirst
from django.views.decorators.http import require_POST

from forum.core.content import Record, language_codes
from forum.core.translations.states import TranslationState
from forum.desk.addresses import change_url
from forum.desk.base_admin import staff_of
from forum.localization.glossary.matching import (
    Glossary,
    find_forbidden,
    find_missing_terms,
    find_terms,
)
from forum.localization.glossary.store import load_glossary
from forum.localization.glossary.tokens import normalize
from forum.search.translation_memory import recall
from people.models import User

# Bytes of a request; two texts of 12,000 Chinese characters are some 75,000.
MAX_BODY: Final = 100_000
# Requests in so many seconds, of one user in one process: typing without a pause asks for 60.
MAX_REQUESTS: Final = 120
SECONDS: Final = 60
_MOST_TERMS = 60
_MOST_SENTENCES = 20

_request_times: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_REQUESTS))


@require_POST
def suggest_terms(request: HttpRequest) -> HttpResponse:
    """Tell staff which terms stand in a text, and which spellings should not.

    Takes JSON: ``texts`` (language -> plain text) and ``source`` (the language that is translated
    from). Answers ``terms`` (shown, language, text, note, said: whether the other text has it),
    ``forbidden`` (language -> [{shown, right, places}], each place from where to where) and
    ``memory``: sentences that were translated before, as terms are, with the url of their origin.
    400 for anything else, 413 for too much, 429 for too often.
    """
    user = staff_of(request)
    if not user.has_perm("forum.view_term"):
        raise PermissionDenied
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        return JsonResponse({}, status=413)
    if _asks_too_often(user.pk):
        return JsonResponse({}, status=429)
    # A form, whose body was read as one, is no such request.
    is_form = request.content_type == "multipart/form-data"
    request_texts = None if is_form else _read_texts(request.body)
    if request_texts is None:
        return JsonResponse({}, status=400)
    source, texts = request_texts
    terms = load_glossary()
    return JsonResponse(
        {
            "terms": _suggestions(source, texts, terms)[:_MOST_TERMS],
            "forbidden": {code: _forbidden(text, code, terms) for code, text in texts.items()},
            "memory": _remembered(user, source, texts),
        }
    )


def _asks_too_often(user: int) -> bool:
    times, moment = _request_times[user], time.monotonic()
    if len(times) == MAX_REQUESTS and moment - times[0] < SECONDS:
        return True
    times.append(moment)
    return False


def _read_texts(body: bytes) -> tuple[str, dict[str, str]] | None:
    """Return the source language and the texts that were sent, None for what is no such thing."""
    try:
        sent = json.loads(body)
        source, texts = sent["source"], dict(sent["texts"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    codes = language_codes()
    is_valid = source in codes and all(
        code in codes and isinstance(text, str) for code, text in texts.items()
    )
    return (source, texts) if is_valid else None


def _suggestions(source: str, texts: dict[str, str], terms: Glossary) -> list[dict[str, object]]:
    """Return what is found in the source, once, in each of the other languages that were sent."""
    matches = {match.entry.pk: match for match in find_terms(texts.get(source, ""), source, terms)}
    untranslated = _untranslated(source, texts, terms)
    return [
        {
            "source": match.text,
            "language": code,
            "text": match.entry.texts[code],
            "note": match.entry.note,
            "is_translated": match.text not in untranslated[code],
        }
        for match in matches.values()
        for code in untranslated
        if code in match.entry.texts
    ]


def _untranslated(source: str, texts: dict[str, str], terms: Glossary) -> dict[str, set[str]]:
    """Return what the text in each of the other languages does not say yet."""
    text = texts.get(source, "")
    # An empty text says nothing, where a translation that was not begun says nothing otherwise.
    targets = {code: target.strip() or "-" for code, target in texts.items() if code != source}
    return {
        code: {match.text for match in find_missing_terms(text, target, (source, code), terms)}
        for code, target in targets.items()
    }


def _remembered(user: User, source: str, texts: dict[str, str]) -> list[dict[str, object]]:
    """Return how sentences of the source were translated, where the other text has not that yet."""
    return [
        {
            "source": pair.source,
            "language": code,
            "text": pair.text,
            "note": f"{_origin(pair.record)} · {states[pair.is_reviewed]}",
            "url": change_url(pair.record),
            "is_translated": False,
        }
        for states in [(TranslationState.DRAFT.label, TranslationState.REVIEWED.label)]
        for code, target in texts.items()
        if code != source
        for pair in recall(user, texts.get(source, ""), source, code)
        if pair.text not in target
    ][:_MOST_SENTENCES]


def _origin(record: Record) -> str:
    owner = record.owner
    name = Truncator(str(owner)).chars(40)
    return name if owner is record else f"{name} · {capfirst(record._meta.verbose_name)}"


def _forbidden(text: str, code: str, terms: Glossary) -> list[dict[str, object]]:
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    normal = normalize(text)
    for match in find_forbidden(normal, code, terms):
        start, end = (_script_place(normal, place) for place in (match.start, match.end))
        places[match.text, match.right].append((start, end))
    return [
        {"spelling": spelling, "right": right, "places": spans}
        for (spelling, right), spans in [*places.items()][:_MOST_TERMS]
    ]


def _script_place(text: str, place: int) -> int:
    """Return a place of a text as scripts count: a rare character is two."""
    return len(text[:place].encode("utf-16-le")) // 2
