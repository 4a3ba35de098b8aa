"""Deleting records: each as the page before showed it, with what is deleted along with it."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.actions import delete_selected as ask_or_delete
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from forum.core.content import Record
from forum.core.lazy_sentences import labelled
from forum.desk import bulk_actions
from forum.desk.base_admin import DeskAdmin, PageContext
from forum.history.version_token import deletion_tokens, pack_tokens, require_token

type Tree = list[Any]
"""What a deletion takes along, as Django lists it: lines, and lists of those below a line."""


class DeletionListMixin(DeskAdmin):
    """An admin that lists what a deletion takes along as an editor knows it."""

    def get_deleted_objects(
        self, objs: Sequence[Model] | QuerySet[Model], request: HttpRequest
    ) -> tuple[Tree, dict[str, int], set[str], list[str]]:
        """Return what goes, without what the site keeps for itself and makes anew."""
        tree, counts, lacking, protected = super().get_deleted_objects(objs, request)
        # Those that only join two records too.
        models = apps.get_models(include_auto_created=True)
        # Two models may bear one name: a visitor's session, and one of the programme.
        public_names = {_names_of(model) for model in models if self._is_for_staff(model)}
        internal = {_names_of(model) for model in models} - public_names
        plurals = {plural for _singular, plural in internal}
        heads = tuple(f"{singular}: " for singular, _plural in internal)
        counts = {name: count for name, count in counts.items() if name not in plurals}
        return _in_words(tree, heads), counts, lacking, _in_words(protected, ())

    def _is_for_staff(self, model: type[Model]) -> bool:
        return issubclass(model, Record) or self.admin_site.is_registered(model)


class DeletionMixin(DeletionListMixin):
    """An admin that deletes nothing that somebody changed since the page was shown."""

    def version_tokens(self, records: Sequence[Record]) -> dict[int, str]:
        """Return the version token of each record with what goes with it, by its key."""
        return deletion_tokens(records)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """Delete a record, with what goes with it, as it was looked at and no other."""
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            token = self.version_tokens([record])[record.pk] if record else ""
            if record and (sent := request.POST.get("version_token")):
                require_token(sent, token)
            context = {**(extra_context or {}), "version_token": token}
            return super().delete_view(request, object_id, context)

    @admin.action(description=_("Delete selected %(verbose_name_plural)s"), permissions=["delete"])
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Record]
    ) -> HttpResponseBase | None:
        """Ask as Django does, then delete what is as it was shown; say what is not."""
        if not request.POST.get("post"):
            page = ask_or_delete(self, request, queryset)
            if isinstance(page, TemplateResponse) and page.context_data is not None:
                tokens = self.version_tokens(list(queryset))
                page.context_data[bulk_actions.TOKENS] = pack_tokens(tokens)
            return page
        with transaction.atomic():
            return self._delete_unchanged(request)

    def _delete_unchanged(self, request: HttpRequest) -> HttpResponseBase | None:
        sent_tokens = bulk_actions.sent_tokens(request)
        queryset = self.get_queryset(request)
        records = list(queryset.filter(pk__in=sent_tokens).select_for_update(of=("self",)))
        tokens = self.version_tokens(records)
        unchanged = [key for key, token in tokens.items() if token == sent_tokens[key]]
        outcome = bulk_actions.BulkOutcome()
        for record in records:
            if record.pk not in unchanged:
                outcome.add_overtaken(record)
        missing = [key for key in sent_tokens if key not in tokens]
        names = bulk_actions.names_of_deleted(request.user, self.model, missing)
        outcome.deleted = names
        response = ask_or_delete(self, request, queryset.filter(pk__in=unchanged))
        bulk_actions.report_refusals(self, request, outcome)
        return response


def _names_of(model: type[Model]) -> tuple[str, str]:
    return str(capfirst(model._meta.verbose_name)), str(model._meta.verbose_name_plural)


def _in_words(tree: Tree, heads: tuple[str, ...]) -> Tree:
    """Return a tree of lines “kind: name” without those that begin with certain words."""
    branches = (
        _in_words(branch, heads) if isinstance(branch, list) else _line_in_words(branch)
        for branch in tree
        if isinstance(branch, list) or not str(branch).startswith(heads)
    )
    return [branch for branch in branches if branch]


def _line_in_words(line: str) -> str:
    """Return a line with the colon of the active language; of a safe one it stays safe."""
    kind, _colon, name = line.partition(": ")
    return type(line)(labelled(kind, name))
