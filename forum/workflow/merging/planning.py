"""What merging two records would do."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.columns import in_every_language
from forum.core.content import column, language_codes
from forum.core.record_names import full_name
from forum.history.corrections.changed import Edits
from forum.history.rows import key_of
from forum.workflow.merging.fields import Difference, differences
from forum.workflow.merging.relations import REFERENCES, Relation
from forum.workflow.merging.row_union import Joined, join
from people.models import Named
from sessions_app.models import Appearance, EventOrganization


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that become one."""

    kept: Any
    other: Any
    joined: Joined


@dataclass(frozen=True, slots=True)
class Move:
    """Rows that will refer to the record that stays. rows: without those that are joined."""

    relation: Relation
    rows: list[Any]
    pairs: list[Pair]

    @property
    def label(self) -> str:
        """What the rows are."""
        return capfirst(str(self.relation.model._meta.verbose_name_plural))

    @property
    def lines(self) -> list[str]:
        """Each row in words."""
        return [words(row) for row in self.rows]

    @property
    def joined_lines(self) -> list[str]:
        """Each pair in words."""
        return [words(pair.kept) for pair in self.pairs]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do. refusals: sentences, for each of which nothing is merged."""

    kept: Named
    other: Named
    fields: list[Difference]
    aliases: list[str]
    moves: list[Move]
    refusals: list[str]


def plan(kept: Named, other: Named) -> Plan:
    """Return what merging one record into another would do. The two are of one model."""
    moves = [_move(relation, kept, other) for relation in REFERENCES[type(kept)]]
    return Plan(
        kept=kept,
        other=other,
        fields=differences(kept, other),
        aliases=united(kept, other),
        moves=moves,
        refusals=[*_offline(kept, other), *_disputes(moves)],
    )


def united(kept: Named, other: Named, final: list[str] | None = None) -> list[str]:
    """Return every spelling of both records, without the names that the record bears itself."""
    names = kept.names() if final is None else final
    every = (*kept.aliases, *kept.names(), *other.names(), *other.aliases)
    return [one for one in dict.fromkeys(every) if one not in names]


def renamed(kept: Named, other: Named, taken: Collection[str]) -> Edits:
    """Return what both are called now, and when the other's value holds in the fields taken."""
    names = [column("name", code) for code in language_codes()]
    final = {name: getattr(other if name in taken else kept, name) for name in names}
    return {
        key_of(one): {name: (getattr(one, name), final[name]) for name in names}
        for one in (kept, other)
    }


def words(row: Any) -> str:
    """Return a row as an editor knows it."""
    if isinstance(row, Appearance):
        who = in_every_language(row.person, "name")
        return f"{row.session.event}: {row.session} – {who} ({row.get_role_display()})"
    if isinstance(row, EventOrganization):
        return f"{row.event}: {row.get_role_display()}"
    return full_name(row) or str(row)


def _move(relation: Relation, kept: Named, other: Named) -> Move:
    rows = list(relation.rows(other))
    if not relation.unique_with:
        return Move(relation, rows, [])
    mine = {relation.key(row): row for row in relation.rows(kept)}
    pairs = [
        Pair(twin, row, join(twin, row)) for row in rows if (twin := mine.get(relation.key(row)))
    ]
    return Move(relation, [row for row in rows if relation.key(row) not in mine], pairs)


def _offline(kept: Named, other: Named) -> Iterator[str]:
    offline = [one for one in (kept, other) if one.is_offline]
    if len(offline) == 1:
        yield gettext(
            "“%(name)s” is offline and the other record is not: "
            "put it back online or take the other offline first."
        ) % {"name": offline[0]}


def _disputes(moves: list[Move]) -> Iterator[str]:
    for pair in (pair for move in moves for pair in move.pairs):
        if pair.joined.disputed:
            yield gettext(
                "“%(where)s” is there twice with different texts (%(fields)s): "
                "make them the same first, or delete one."
            ) % {"where": words(pair.kept), "fields": ", ".join(pair.joined.disputed)}
