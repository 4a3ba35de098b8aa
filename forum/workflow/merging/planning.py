"""What merging two records would do, to everything that refers to them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.columns import in_every_language, model_field
from forum.core.content import Record, column, language_codes
from forum.core.lazy_sentences import labelled
from forum.core.record_names import full_name
from forum.history.corrections.changed import Edits
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.models import (
    AuditEntry,
    ClearanceReply,
    Comment,
    KnowledgeProduct,
    MergeJournal,
    Notification,
    PackageChoice,
    Page,
    Presence,
    PreviewLink,
    Review,
    SearchEntry,
    SlugRedirect,
    TakeDown,
    TranslationTally,
    WorkingCopy,
)
from forum.workflow.merging.fields import Difference, compare_fields
from forum.workflow.merging.row_union import Joined, join
from forum.workflow.step_labels import names_of
from people.models import Named, Organization, Person
from sessions_app.models import Appearance, EventOrganization


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that refer to a record.

    unique_with: what may stand only once together with the record: two such rows are joined.
    needs: relations that the row's words name.
    """

    model: type[Record]
    field: str
    unique_with: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def is_many(self) -> bool:
        """Whether a row may refer to several records."""
        return bool(self.model._meta.get_field(self.field).many_to_many)

    def rows(self, record: Named) -> QuerySet[Record]:
        """Return the rows that refer to a record."""
        rows = self.model._default_manager.filter(**{self.field: record})
        return rows.select_related(*self.needs) if self.needs else rows

    def key(self, row: Record) -> tuple[object, ...]:
        """Return what may stand only once together with the record."""
        fields = [model_field(self.model, name) for name in self.unique_with]
        return tuple(getattr(row, field.attname) for field in fields)


REFERENCES: dict[type[Named], tuple[Relation, ...]] = {
    Person: (
        Relation(Appearance, "person", ("session", "role"), ("session__event", "person")),
        Relation(Page, "people"),
    ),
    Organization: (
        Relation(EventOrganization, "organization", ("event", "role"), ("event",)),
        Relation(Appearance, "organization", needs=("session__event", "person")),
        Relation(Person, "organization"),
        Relation(KnowledgeProduct, "publishers"),
        Relation(Page, "organizations"),
    ),
}

# Rows about records of whatever model. Old addresses lead on to the record that stays.
REDIRECTED = (SlugRedirect, Comment, ClearanceReply)
# These tell of a text that goes with its record: an approval of one version holds for no other.
DROPPED = (
    AuditEntry, TakeDown, Review, PreviewLink, Presence, SearchEntry, TranslationTally, WorkingCopy,
    PackageChoice, Notification, MergeJournal,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowPair:
    """Two rows that become one."""

    survivor: Record
    duplicate: Record
    joined: Joined


@dataclass(frozen=True, slots=True)
class Move:
    """Rows that will refer to the record that stays. rows: without those that are joined."""

    relation: Relation
    rows: list[Record]
    pairs: list[RowPair]

    @property
    def label(self) -> str:
        """The name of the rows' model."""
        return capfirst(str(self.relation.model._meta.verbose_name_plural))

    @property
    def lines(self) -> list[str]:
        """A line of text for each row."""
        return [row_words(row) for row in self.rows]

    @property
    def joined_lines(self) -> list[str]:
        """A line of text for each pair."""
        return [row_words(pair.survivor) for pair in self.pairs]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do. refusals: sentences, for each of which nothing is merged."""

    survivor: Named
    duplicate: Named
    fields: list[Difference]
    aliases: list[str]
    moves: list[Move]
    refusals: list[str]


def plan_merge(survivor: Named, duplicate: Named) -> MergePlan:
    """Return what merging one record into another would do. The two are of one model."""
    moves = [_move(relation, survivor, duplicate) for relation in REFERENCES[type(survivor)]]
    return MergePlan(
        survivor=survivor,
        duplicate=duplicate,
        fields=compare_fields(survivor, duplicate),
        aliases=unite_spellings(survivor, duplicate),
        moves=moves,
        refusals=[
            *_offline(survivor, duplicate),
            *_hidden(survivor, duplicate),
            *_unpublished(duplicate),
            *_disputes(moves),
        ],
    )


def unite_spellings(survivor: Named, duplicate: Named, final: list[str] | None = None) -> list[str]:
    """Return every spelling of both records, without the names that the record bears itself."""
    names = survivor.names() if final is None else final
    spellings = (*survivor.aliases, *survivor.names(), *duplicate.names(), *duplicate.aliases)
    return [spelling for spelling in dict.fromkeys(spellings) if spelling not in names]


def renaming_edits(survivor: Named, duplicate: Named, chosen_fields: Collection[str]) -> Edits:
    """Return what both are called now, and when the other's value holds in the fields taken."""
    names = [column("name", code) for code in language_codes()]
    final = {
        name: getattr(duplicate if name in chosen_fields else survivor, name) for name in names
    }
    return {
        key_of(record): {name: (getattr(record, name), final[name]) for name in names}
        for record in (survivor, duplicate)
    }


def row_words(row: Record) -> str:
    """Return a row as an editor knows it."""
    if isinstance(row, Appearance):
        person = in_every_language(row.person, "name")
        guest = f"{row.session} – {person} ({row.get_role_display()})"
        return labelled(row.session.event, guest)
    if isinstance(row, EventOrganization):
        return labelled(row.event, row.get_role_display())
    return full_name(row) or str(row)


def _move(relation: Relation, survivor: Named, duplicate: Named) -> Move:
    rows = list(relation.rows(duplicate))
    if not relation.unique_with:
        return Move(relation, rows, [])
    twins = {relation.key(row): row for row in relation.rows(survivor)}
    pairs = [
        RowPair(twin, row, join(twin, row))
        for row in rows
        if (twin := twins.get(relation.key(row)))
    ]
    return Move(relation, [row for row in rows if relation.key(row) not in twins], pairs)


def _offline(survivor: Named, duplicate: Named) -> Iterator[str]:
    offline = [record for record in (survivor, duplicate) if record.is_offline]
    if len(offline) == 1:
        yield gettext(
            "“%(name)s” is offline and the other record is not: "
            "put it back online or take the other offline first."
        ) % {"name": offline[0]}


def _hidden(survivor: Named, duplicate: Named) -> Iterator[str]:
    """Refuse what the public would lose: the page, and the guest on the page of every event."""
    announced = {*survivor.page_languages, *survivor.schedule}
    lost = [
        *(code for code in duplicate.page_languages if code not in survivor.page_languages),
        *(code for code in duplicate.schedule if code not in announced),
    ]
    if lost and not survivor.is_offline:
        yield gettext(
            "“%(other)s” is published (%(languages)s) and “%(kept)s” is not: "
            "publish that one first, or keep the other one instead."
        ) % {
            "other": duplicate,
            "kept": survivor,
            "languages": names_of(lost),
        }


def _unpublished(duplicate: Named) -> Iterator[str]:
    if open_copy(key_of(duplicate)):
        yield gettext(
            "“%(name)s” has a working copy: publish or discard it first, or it would be lost."
        ) % {"name": duplicate}


def _disputes(moves: list[Move]) -> Iterator[str]:
    for pair in (pair for move in moves for pair in move.pairs):
        if pair.joined.disputed:
            yield gettext(
                "“%(where)s” is there twice with different texts (%(fields)s): "
                "make them the same first, or delete one."
            ) % {"where": row_words(pair.survivor), "fields": ", ".join(pair.joined.disputed)}
