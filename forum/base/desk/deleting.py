"""Deleting several records of a list: each in the version that the page before it showed."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as djangos
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from forum.base.desk import bulk


class Deleting:
    """An admin whose list deletes nothing that somebody changed since the page was shown."""

    @admin.action(description=_("Delete selected %(verbose_name_plural)s"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Ask as Django does, then delete what is as it was seen; say what is not."""
        if not request.POST.get("post"):
            answer = djangos(self, request, queryset)  # type: ignore[arg-type]
            if isinstance(answer, TemplateResponse) and answer.context_data is not None:
                numbers = self.seen_numbers(list(queryset))  # type: ignore[attr-defined]
                answer.context_data["seen"] = bulk.packed(numbers)
            return answer
        with transaction.atomic():
            return self._delete(request, bulk.unpacked(request.POST.get(bulk.SEEN, "")))

    def _delete(self, request: HttpRequest, seen: dict[int, int]) -> Any:
        everything = self.get_queryset(request)  # type: ignore[attr-defined]
        found = everything.filter(pk__in=seen)
        rows = list(found.select_for_update(of=("self",)))
        now = self.seen_numbers(rows)  # type: ignore[attr-defined]
        same = [one.pk for one in rows if now[one.pk] == seen[one.pk]]
        outcome = bulk.Outcome()
        for one in rows:
            if one.pk not in same:
                outcome.add(one, bulk.Acted(False, (bulk.moved_on(),)))
        there = {one.pk for one in rows}
        outcome.gone = bulk.names_of_deleted(self, [key for key in seen if key not in there])
        answer = djangos(self, request, everything.filter(pk__in=same))  # type: ignore[arg-type]
        for line in bulk.lines(self, outcome):
            self.message_user(request, line, messages.WARNING)  # type: ignore[attr-defined]
        return answer
