"""Deleting records: each as the page before it showed it, with what is deleted along with it."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as djangos
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from forum.core.content import Record
from forum.desk import bulk_actions
from forum.history.version_token import pack_tokens, unpack_tokens


def _names(model: Any) -> tuple[str, str]:
    return str(capfirst(model._meta.verbose_name)), str(model._meta.verbose_name_plural)


def _without(going: list[Any], heads: tuple[str, ...]) -> list[Any]:
    """Return a tree of lines without those that begin with certain words."""
    lines = (_without(one, heads) if isinstance(one, list) else one for one in going)
    return [one for one in lines if one and not (isinstance(one, str) and one.startswith(heads))]


class Deleting:
    """An admin that deletes nothing that somebody changed since the page was shown."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what goes, without what the site keeps for itself and makes anew."""
        going, numbers, lacking, kept = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        # Those that only join two records too.
        models = apps.get_models(include_auto_created=True)
        # Two models may bear one name: a visitor's session, and one of the programme.
        known = {_names(one) for one in models if self._is_told(one)}
        own = {_names(one) for one in models} - known
        told = {name: no for name, no in numbers.items() if name not in {many for _, many in own}}
        return _without(going, tuple(f"{one}: " for one, _ in own)), told, lacking, kept

    def _is_told(self, model: Any) -> bool:
        return issubclass(model, Record) or self.admin_site.is_registered(model)  # type: ignore[attr-defined]

    @admin.action(description=_("Delete selected %(verbose_name_plural)s"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Ask as Django does, then delete what is as the page showed it; say what is not."""
        if not request.POST.get("post"):
            answer = djangos(self, request, queryset)  # type: ignore[arg-type]
            if isinstance(answer, TemplateResponse) and answer.context_data is not None:
                tokens = self.version_tokens(list(queryset))  # type: ignore[attr-defined]
                answer.context_data["version_tokens"] = pack_tokens(tokens)
            return answer
        with transaction.atomic():
            return self._delete(request, unpack_tokens(request.POST.get(bulk_actions.TOKENS, "")))

    def _delete(self, request: HttpRequest, tokens: dict[int, str]) -> Any:
        everything = self.get_queryset(request)  # type: ignore[attr-defined]
        found = everything.filter(pk__in=tokens)
        rows = list(found.select_for_update(of=("self",)))
        present = self.version_tokens(rows)  # type: ignore[attr-defined]
        same = [one.pk for one in rows if present[one.pk] == tokens[one.pk]]
        outcome = bulk_actions.Outcome()
        for one in rows:
            if one.pk not in same:
                outcome.add(one, bulk_actions.Acted(False, (bulk_actions.moved_on(),)))
        there = {one.pk for one in rows}
        outcome.gone = bulk_actions.names_of_deleted(
            self, [key for key in tokens if key not in there]
        )
        answer = djangos(self, request, everything.filter(pk__in=same))  # type: ignore[arg-type]
        for line in bulk_actions.lines(self, outcome):
            self.message_user(request, line, messages.WARNING)  # type: ignore[attr-defined]
        return answer
