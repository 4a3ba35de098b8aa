"""What refers to a person or an organization, and what becomes of it when two are merged."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from forum.models import (
    AuditEntry,
    KnowledgeProduct,
    Presence,
    PreviewLink,
    Review,
    SearchEntry,
    SlugRedirect,
    TakeDown,
    TranslationTally,
)
from people.models import Named, Organization, Person
from sessions_app.models import Appearance, EventOrganization


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that refer to a record.

    unique_with: what may stand only once together with the record: two such rows are joined.
    needs: relations that the row's words name.
    """

    model: type[Model]
    field: str
    unique_with: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def is_many(self) -> bool:
        """Whether a row may refer to several records."""
        return bool(self.model._meta.get_field(self.field).many_to_many)

    def rows(self, record: Named) -> QuerySet[Any]:
        """Return the rows that refer to a record."""
        found = self.model._default_manager.filter(**{self.field: record})
        return found.select_related(*self.needs) if self.needs else found

    def key(self, row: Any) -> tuple[Any, ...]:
        """Return what may stand only once together with the record."""
        fields: list[Any] = [self.model._meta.get_field(one) for one in self.unique_with]
        return tuple(getattr(row, one.attname) for one in fields)


REFERENCES: dict[type[Named], tuple[Relation, ...]] = {
    Person: (Relation(Appearance, "person", ("session", "role"), ("session__event", "person")),),
    Organization: (
        Relation(EventOrganization, "organization", ("event", "role"), ("event",)),
        Relation(Appearance, "organization", needs=("session__event", "person")),
        Relation(Person, "organization"),
        Relation(KnowledgeProduct, "publishers"),
    ),
}

# Rows about records of whatever model. Old addresses lead on to the record that stays.
LED_ON = (SlugRedirect,)
# These tell of a text that goes with its record: an approval of one version holds for no other.
LEFT = (AuditEntry, TakeDown, Review, PreviewLink, Presence, SearchEntry, TranslationTally)
