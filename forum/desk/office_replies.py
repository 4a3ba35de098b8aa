"""The page on which a speaker's office replies through its link, without an account.

What shows that a form is ours is a seal in it: signed, of this link alone, and standing on no page
but those that the link's cookie opens. The cookie is not sent with the form of another site
(SameSite), and a browser that names another site as the form's origin is refused as well. A token
in a further cookie would add nothing to that, and the public site has no such cookies.
"""

from http import HTTPStatus
from typing import Final, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import is_same_domain
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.core.content import language_codes
from forum.core.field_labels import own_name
from forum.core.save_batches import rolled_back
from forum.core.translated import html_lang
from forum.desk.autosaves import moment_in_words
from forum.desk.notifications.notices import queue_reply
from forum.desk.preview_links import invalid_link_page, lay_over_copy, opened_link, reply_address
from forum.models import ClearanceReply, PreviewLink
from forum.models.request_counts import count_request
from forum.site.previews import make_private
from forum.workflow.clearance_replies import (
    OPEN_FIELDS,
    OfficeText,
    ReplyForm,
    is_overtaken,
    lent_langs,
    office_text,
    open_fields,
    seal_text,
    store_reply,
    unseal_text,
)
from forum.workflow.reply_drafts import (
    drop_draft,
    drop_offered,
    find_drafts,
    is_draft_of,
    keep_draft,
)
from sessions_app.models import Appearance

# Sent forms of one link in a minute; nobody types more.
MOST_A_MINUTE: Final = 6
# Texts of one link that are kept in a minute: several tabs, each some seconds after the last key.
MOST_KEPT_A_MINUTE: Final = 120


class PresentText(NamedTuple):
    """What is asked about, and which of it may be written anew in its language.

    langs: name, title, remarks -> tag of the language that lends it, "" where it is the page's own.
    """

    text: OfficeText
    open_fields: list[str]
    langs: dict[str, str]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reply_page(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """Ask an office for its answer about the text of one language, and store what it sends."""
    if language not in language_codes():
        raise Http404
    with translation.override(language):
        if request.method == "POST" and _is_foreign(request):
            context = {"typed": _typed(request)}
            return make_private(render(request, "previews/foreign.html", context, status=403))
        link = opened_link(request, pk)
        present = _present_text(link, language) if link else None
        if link is None or present is None:
            return invalid_link_page(request, _typed(request))
        if request.method == "POST":
            return _receive_reply(request, link, language, present)
        return _show(request, link, language, present)


@sensitive_post_parameters()
@require_POST
def keep_reply(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """Keep what an office types, or let go of it; answer {"when": its time}."""
    link = opened_link(request, pk)
    if link is None or language not in language_codes() or _is_foreign(request):
        return make_private(HttpResponse(status=HTTPStatus.GONE))
    if count_request(f"draft of an office: {link.pk}") > MOST_KEPT_A_MINUTE:
        return make_private(HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS))
    if not is_draft_of(link, language, request.POST.dict()):
        return make_private(HttpResponse(status=HTTPStatus.BAD_REQUEST))
    if "drop" in request.POST:
        drop_offered(link, language, request.POST["draft"], request.POST["drop"])
        return make_private(JsonResponse({}))
    draft = keep_draft(link, language, request.POST.dict())
    with translation.override(language):
        return make_private(JsonResponse({"when": moment_in_words(draft.typed_at)}))


@require_safe
def sent_page(request: HttpRequest, pk: int, language: str) -> HttpResponseBase:
    """Say that a reply was received, and list what came through the link."""
    link = opened_link(request, pk)
    present = _present_text(link, language) if link else None
    if link is None or present is None:
        return invalid_link_page(request)
    with translation.override(language):
        latest = _replies(link, language).last()
        is_moved_on = latest is not None and is_overtaken(latest, present.text)
        context = {**_context(link, language), "is_overtaken": is_moved_on}
        response = make_private(render(request, "previews/reply_sent.html", context))
    response.headers["Content-Language"] = language
    return response


def _context(link: PreviewLink, language: str) -> dict[str, object]:
    """Return what both pages show."""
    return {
        "key": f"{link.pk} {language}",
        "page_lang": html_lang(language),
        "replies": _replies(link, language),
        "reply_url": reply_address(link, language),
        "preview_url": reverse("preview", args=[link.pk]),
    }


def _replies(link: PreviewLink, language: str) -> QuerySet[ClearanceReply]:
    return ClearanceReply.objects.filter(link=link, language=language)


def _receive_reply(
    request: HttpRequest, link: PreviewLink, language: str, present: PresentText
) -> HttpResponseBase:
    read_text = unseal_text(link, language, request.POST.get("seal", ""))
    # A form changes nothing that its page did not ask about.
    names = [name for name in OPEN_FIELDS if name in request.POST]
    form = ReplyForm(read_text or present.text, names, request.POST)
    status = HTTPStatus.BAD_REQUEST
    if count_request(f"reply of an office: {link.pk}") > MOST_A_MINUTE:
        status = HTTPStatus.TOO_MANY_REQUESTS
        form.add_error(None, gettext("Sent too often: wait a minute, then send again."))
    elif read_text is None:
        form.add_error(None, gettext("The form was no longer valid. Look at it, and send again."))
    elif form.is_valid():
        if store_reply(link, language, read_text, form, queue_reply):
            drop_draft(link, language, request.POST.get("draft", ""))
            return make_private(redirect("preview-reply-sent", link.pk, language))
        status = HTTPStatus.TOO_MANY_REQUESTS
        form.add_error(
            None,
            gettext("Many replies wait already. Please write to whoever sent you the link."),
        )
    return _show(request, link, language, present, form, read_text, status=status)


def _show(
    request: HttpRequest,
    link: PreviewLink,
    language: str,
    present: PresentText,
    form: ReplyForm | None = None,
    read_text: OfficeText | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """Show the text and the form.

    form: as it was refused; read_text: the version that it is about.
    """
    text = read_text or present.text
    context = _context(link, language) | {
        "text": text,
        "langs": present.langs,
        "lines": text["remarks"].splitlines(),
        "form": form or ReplyForm(text, present.open_fields),
        "seal": seal_text(link, language, text),
        "keep_url": reverse("preview-reply-keep", args=[link.pk, language]),
        # The page of a form that was refused holds its text itself.
        "drafts": [] if form else _offers(link, language),
        "is_refused": form is not None,
        "is_overtaken": text != present.text,
        "tabs": [
            (html_lang(code), own_name(code), reply_address(link, code), code == language)
            for code in language_codes()
        ],
    }
    response = make_private(render(request, "previews/reply.html", context, status=status))
    response.headers["Content-Language"] = language
    # Without a referrer a browser would tell no origin of the form either.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _offers(link: PreviewLink, language: str) -> list[dict[str, object]]:
    """Return what was typed through the link and not sent, as the page offers it."""
    return [
        {
            "draft": draft.draft,
            "values": draft.values,
            "typed_at": draft.typed_at.isoformat(),
            "when": moment_in_words(draft.typed_at),
        }
        for draft in find_drafts(link, language)
    ]


def _present_text(link: PreviewLink, language: str) -> PresentText | None:
    """Return the text as it is to become public, None where there is no guest to reply about."""
    appearance = link.object
    if not isinstance(appearance, Appearance) or language not in language_codes():
        return None
    with rolled_back():
        if not lay_over_copy(appearance) or not link.is_for(appearance):
            return None
        text = office_text(appearance, language)
        fields = open_fields(appearance, language, text)
        return PresentText(text, fields, lent_langs(appearance, language))


def _is_foreign(request: HttpRequest) -> bool:
    """Tell whether a browser says that a form comes from a page of another site.

    One that says nothing, or “null”, is believed by the seal alone.
    """
    origin = request.headers.get("Origin", "null")
    own = f"{request.scheme}://{request.get_host()}"
    return origin not in ("null", own) and not any(
        _is_origin(origin, trusted) for trusted in settings.CSRF_TRUSTED_ORIGINS
    )


def _is_origin(origin: str, trusted: str) -> bool:
    """Tell whether an origin is a trusted one, or under one with “*.”, as Django reads these."""
    scheme, _separator, host = origin.partition("://")
    trusted_scheme, _separator, pattern = trusted.partition("://")
    return scheme == trusted_scheme and is_same_domain(host, pattern.lstrip("*"))


def _typed(request: HttpRequest) -> list[str]:
    """Return what was typed into a form that is not taken, to be copied."""
    answer = dict(ClearanceReply.Answer.choices).get(request.POST.get("answer", ""), "")
    texts = [request.POST.get(name, "").strip() for name in (*OPEN_FIELDS, "note", "author")]
    return [text for text in (str(answer), *texts) if text]
