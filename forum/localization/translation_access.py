"""Which records somebody sees among the translations, and which texts are hers or his to write."""

from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from forum.core.columns import model_field
from forum.core.content import Part, Record, column, language_codes, with_owner
from forum.localization.tallies import worded_models
from forum.permissions.access import has_model_right, is_helper, may_write, reaches, sees_model
from people.models import User

type Account = User | AnonymousUser


@cache
def models_by_name() -> dict[str, type[Record]]:
    """Return the models with texts to translate by the name that stands in addresses."""
    return {str(model._meta.model_name): model for model in worded_models()}


def owner_kinds(user: Account) -> list[type[Record]]:
    """Return the models of whole records that somebody may see; raise PermissionDenied for none.

    A helper sees what belongs to an event alone.
    """
    models = _owner_kinds(user)
    if not models:
        raise PermissionDenied
    return models


def can_see_translations(user: Account) -> bool:
    """Tell whether somebody sees any record's translations."""
    return bool(_owner_kinds(user))


def can_see_record(user: Account, record: Record) -> bool:
    """Tell whether somebody may read a record and its translations."""
    return sees_model(user, record) and reaches(user, record)


def can_write_text(user: Account, record: Record, field: str, language: str) -> bool:
    """Tell whether somebody may write a text of a record in a language."""
    if not has_model_right(user, "change", record):
        return False
    stored = model_field(type(record), column(field, language))
    return may_write(user, stored) and reaches(user, record)


def can_write_translations(user: Account) -> bool:
    """Tell whether somebody may write texts of any record."""
    return any(has_model_right(user, "change", model) for model in models_by_name().values())


def model_or_404(kind: str) -> type[Record]:
    """Return the model of an address; raise Http404."""
    if kind not in models_by_name():
        raise Http404
    return models_by_name()[kind]


def language_or_404(code: str) -> str:
    """Return a language of the site; raise Http404."""
    if code not in language_codes():
        raise Http404
    return code


def record_or_404(user: Account, kind: str, pk: int, *, locked: bool = False) -> Any:
    """Return a record with its owner; raise Http404, or PermissionDenied for who may not see it.

    locked: nobody else writes the row meanwhile.
    """
    rows = with_owner(model_or_404(kind))
    if locked:
        rows = rows.select_for_update(of=("self",))
    record = rows.filter(pk=pk).first() if pk < 2**31 else None
    if record is None:
        raise Http404
    if not can_see_record(user, record):
        raise PermissionDenied
    return record


def is_outside(user: Account) -> bool:
    """Tell whether somebody sees nothing but the events she or he helps with."""
    return is_helper(user)


def _owner_kinds(user: Account) -> list[type[Record]]:
    return [
        model
        for model in models_by_name().values()
        if not issubclass(model, Part) and sees_model(user, model)
    ]
