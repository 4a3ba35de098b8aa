"""Which records' working copies a request to the desk is about, by its address."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from forum.core.content import Content, Part, Record
from forum.core.record_tree import holder_field, holder_model
from forum.desk.base_admin import key_in
from forum.history.rows import RowKey
from forum.history.working_copies.store import open_copies, open_copy, owner_of_key
from forum.localization.translation_access import models_by_name
from forum.models import Topic, WorkingCopy
from sessions_app.models import Appearance, Event

# Says that a publisher means what is public, although there is a working copy.
DIRECT: Final = "_public"

# What takes a step, or notes something beside the record; it looks after working copies itself.
_BESIDE: Final = frozenset(
    {
        "presence", "preview-links", "preview-revoke", "offline", "offline-several",
        "offline-picture", "working-copy", "working-copy-discard", "working-copy-start",
        "working-copies", "working-copy-discarded", "clearance-reply", "comment-add",
    }
)  # fmt: skip
# What belongs to no single record, and works on those of a model; None: on the texts of many.
_OF_MANY: Final[dict[str, type[Content] | None]] = {
    "translation-export": None, "translation-import": None, "translation-import-plan": None,
    "event-topics": Topic,
}  # fmt: skip
# The history is that of what was public.
_OF_THE_PUBLIC: Final = frozenset({"history", "compare", "publishing"})
_MODELS_OF_PAGES: Final[dict[str, type[Record]]] = {
    "clearance": Event, "clearance-scan": Appearance,
    "find-replace": Event,
    # What goes out to be read before it is public.
    "export-event": Event, "event-proceedings-desk": Event,
}  # fmt: skip


def is_beside(request: HttpRequest) -> bool:
    """Tell whether a request changes no texts itself."""
    name = _name(request.resolver_match)
    # What an office declines is kept back in public too.
    is_declined = name == "clearance" and request.POST.get("state") == "declined"
    return is_declined or name in _BESIDE or name.endswith("_publishing")


def is_direct(request: HttpRequest) -> bool:
    """Tell whether somebody means what is public; whether she or he may is asked elsewhere."""
    return DIRECT in request.GET


def has_copies_in_scope(request: HttpRequest, owners: Iterable[RowKey]) -> bool:
    """Tell whether a request works on a working copy."""
    name = _name(request.resolver_match)
    if name in _OF_MANY:
        return WorkingCopy.objects.open().filter(_model_filter(_OF_MANY[name])).exists()
    return any(open_copy(owner) for owner in owners)


def copies_in_scope(
    request: HttpRequest, owners: Iterable[RowKey], *, lock: bool = True
) -> list[WorkingCopy]:
    """Return the open working copies that a request works on; lock: those of one that saves."""
    name = _name(request.resolver_match)
    if name in _OF_MANY:
        rows = open_copies() if lock else WorkingCopy.objects.open().order_by("pk")
        return list(rows.filter(_model_filter(_OF_MANY[name])))
    return [copy for owner in owners if (copy := open_copy(owner, lock=lock))]


def _model_filter(model: type[Content] | None) -> Q:
    """Return the condition of working copies of a model's records; None: of every one."""
    return Q(content_type=ContentType.objects.get_for_model(model)) if model else Q()


def owners_in_scope(request: HttpRequest) -> list[RowKey]:
    """Return the records that a request is about: at most one."""
    match = request.resolver_match
    if _name(match) == "autocomplete":
        match = _match_of_referer(request)
    key = _row_of(match, request) if match else None
    owner = owner_of_key(key) if key else None
    return [owner] if owner and issubclass(owner.model, Content) else []


def _name(match: ResolverMatch | None) -> str:
    return (match and match.url_name) or ""


def _match_of_referer(request: HttpRequest) -> ResolverMatch | None:
    """Return where the form stands whose choices are asked for."""
    try:
        return resolve(urlsplit(request.headers.get("Referer", "")).path or "/")
    except Resolver404:
        return None


def _row_of(match: ResolverMatch, request: HttpRequest) -> RowKey | None:
    """Return the row that an address names; of a form that adds a part, what it stands in."""
    model, page = _model_of(match)
    if model is None or (page in _OF_THE_PUBLIC and issubclass(model, Content)):
        return None
    text = str(match.kwargs.get("object_id", match.kwargs.get("pk", "")))
    if (pk := key_in(text)) is not None:
        return RowKey(model._meta.label_lower, pk)
    if page == "add" and issubclass(model, Part):
        name = holder_field(model)
        # Choices of a form are read with spaces around them.
        holder = key_in((request.POST.get(name) or request.GET.get(name) or "").strip())
        return RowKey(holder_model(model)._meta.label_lower, holder) if holder else None
    return None


def _model_of(match: ResolverMatch) -> tuple[Any, str]:
    """Return the model that an address is about, None for none, and its page of the admin."""
    name, kwargs = match.url_name or "", match.kwargs
    if "content_type" in kwargs:
        kind = ContentType.objects.filter(pk=kwargs["content_type"]).first()
        return _record_model(kind.model_class() if kind else None), ""
    if "kind" in kwargs:
        return models_by_name().get(kwargs["kind"]), ""
    if name in _MODELS_OF_PAGES:
        return _MODELS_OF_PAGES[name], ""
    if match.app_name == admin.site.name or name.startswith(("last-title", "portrait-texts")):
        for model in admin.site._registry:
            prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
            if name.startswith(prefix):
                return _record_model(model), name.removeprefix(prefix)
    return None, ""


def _record_model(model: type[Model] | None) -> Any:
    return model if model and issubclass(model, Record) else None
