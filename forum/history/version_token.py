"""The version token: whether something was changed since a page showed it.

A page that leads to a change carries the version token of what it shows. When it is sent and what
is stored has another one by then, somebody changed it meanwhile: ``require_token`` raises
``OvertakenError``. Forms catch it to show both versions; whatever is not caught, the desk answers
with 409 and a page that shows what was typed.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, CharField, F, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.core.content import Record
from forum.core.record_tree import owner_lookup, tree_of

MOVED_ON: Final = _("This record has been changed since you opened it.")
LENGTH: Final = 16
_TOKEN: Final = re.compile(rf"[0-9a-f]{{1,{LENGTH}}}", re.ASCII)

type RowVersion = tuple[str, int, int]
"""Label of its model, key and version of a row."""


class OvertakenError(Exception):
    """A form is about a version that is no longer the stored one; ``str`` says so."""

    def __init__(self, message: str | Promise = MOVED_ON) -> None:
        super().__init__(message)


def token_of(facts: object) -> str:
    """Return a short digest of facts in JSON's types."""
    text = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:LENGTH]


def require_token(token: str, present: str, message: str | Promise = MOVED_ON) -> None:
    """Raise OvertakenError unless both tokens are the same."""
    if token != present:
        raise OvertakenError(message)


def row_token(row: Record) -> str:
    """Return the token of one row by itself: the count of its saves."""
    return str(row.version)


def record_token(record: Record) -> str:
    """Return a token that changes with each edit, addition or deletion in a record."""
    return record_tokens([record])[record.pk]


def record_tokens(records: Collection[Record]) -> dict[int, str]:
    """Return the token of each of some records of one model with its parts, by its key."""
    return {pk: versions_token(rows) for pk, rows in record_versions(records).items()}


def versions_token(rows: Iterable[RowVersion]) -> str:
    """Return the token of some rows, in any order."""
    return token_of(sorted(rows))


def record_versions(records: Collection[Record]) -> dict[int, list[RowVersion]]:
    """Return the versions of the rows of each of some records of one model, by its key."""
    model = type(next(iter(records))) if records else None
    lookups = [(part, owner_lookup(part)) for part in tree_of(model)] if model else []
    return _versions(records, lookups)


def deletion_tokens(rows: Collection[Record]) -> dict[int, str]:
    """Return the token of each of some rows of one model with what goes when it is deleted.

    That of a session is another when a guest of it was changed.
    """
    model = type(next(iter(rows))) if rows else None
    relations = model._meta.related_objects if model else ()
    inside = [
        (relation.related_model, relation.field.name)
        for relation in relations
        if issubclass(relation.related_model, Record) and relation.on_delete is CASCADE
    ]
    versions = _versions(rows, [(model, "pk"), *inside] if model else [])
    return {pk: versions_token(row_versions) for pk, row_versions in versions.items()}


def _versions(
    records: Collection[Record], lookups: Iterable[tuple[type[Record], str]]
) -> dict[int, list[RowVersion]]:
    """Return label, key and version of the rows that lookups lead to, in one query."""
    versions: dict[int, list[RowVersion]] = {record.pk: [] for record in records}
    tables = [_rows_of(model, lookup, list(versions)) for model, lookup in lookups]
    if tables:
        for owner, label, pk, version in tables[0].union(*tables[1:], all=True).order_by():
            versions[owner].append((label, pk, version))
    return versions


def _rows_of(model: type[Record], lookup: str, owners: list[int]) -> Any:
    """Return the query for owner, label, key and version of each row of a model.

    Any: rows of several models stand in one answer.
    """
    rows = model._base_manager.filter(**{f"{lookup}__in": owners}).order_by()
    label = Value(model._meta.label_lower, output_field=CharField())
    named = rows.annotate(token_owner=F(lookup), token_label=label)
    return named.values_list("token_owner", "token_label", "pk", "version")


def pack_tokens(tokens: Mapping[int, str]) -> str:
    """Return keys and tokens for the hidden field of a page about several records."""
    return ",".join(f"{pk}:{token}" for pk, token in tokens.items())


def unpack_tokens(text: str) -> dict[int, str]:
    """Return the keys and tokens of a hidden field, in their order; malformed ones are dropped."""
    pairs = (pair.partition(":") for pair in text.split(","))
    return {int(pk): token for pk, _colon, token in pairs if _is_pair(pk, token)}


def _is_pair(pk: str, token: str) -> bool:
    is_key = pk.isascii() and pk.isdecimal() and len(pk) < 19
    return is_key and bool(_TOKEN.fullmatch(token))
