"""What the planner asks of the database: a fixed number of queries, however long the record is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, Q, QuerySet

from forum.core.columns import each_language, field_texts
from forum.core.content import Content
from forum.core.names import fold
from forum.imports.planning.name_matching import fold_names
from forum.imports.planning.previous_imports import PreviousImports
from forum.imports.planning.undone_marks import Discarded, Entry, read_discarded, settled
from forum.models import ImportRun, KnowledgeProduct, SlugRedirect
from forum.reader.event_record import EventRecord
from people.models import Named, Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Photo, Series, Session

# Columns of an event that no comparison of events needs.
_LONG_TEXTS = ("introduction", *each_language("introduction"), "translations")

# Of imports that are held in memory at once.
_BATCH: Final = 20


class Store:
    """The database. lock: rows that may be changed are locked until the transaction ends."""

    def __init__(self, lock: bool = False) -> None:
        self.lock = lock

    def events(self) -> list[Event]:
        """Return every event; it has few columns that matter here."""
        return list(Event.objects.select_related("parent").defer(*_LONG_TEXTS).order_by("pk"))

    def events_hosted_by(self, events: Iterable[Event], hosts: Iterable[str]) -> set[int]:
        """Return the primary keys of those events that one of these hosts holds, by folded name."""
        names = set(hosts)
        roles = EventOrganization.objects.filter(
            event__in=list(events), role=EventOrganization.Role.HOST
        )
        return {
            role.event_id
            for role in roles.select_related("organization")
            if not names.isdisjoint(
                fold_names(field_texts(role, "printed_name"), *role.organization.match_keys)
            )
        }

    def event(self, pk: int) -> Event:
        """Return one event with all its columns."""
        event: Event = self._locked(Event.objects.filter(pk=pk)).get()
        return event

    def series(self) -> list[Series]:
        """Return every series."""
        return list(Series.objects.order_by("pk"))

    def run_of_file(self, sha256: str) -> ImportRun | None:
        """Return the newest import of a file with this digest that was about an event.

        A list may have been taken for its people alone; such a run tells nothing of an event.
        """
        made_event = Q(changes__contains=[{"model": Event._meta.label_lower}])
        runs = ImportRun.objects.filter(
            Q(event__isnull=False) | made_event, sha256=sha256, undone_at=None
        )
        return runs.defer("record", "changes").first()

    def previous_imports(self, event: Event | None, record: EventRecord) -> PreviousImports:
        """Return what the imports of an event wrote, or those of records without an event.

        Without an event these are tables of anybody: whoever was erased from one may be named by
        the same file, and by one that names somebody else whom that import stored.
        """
        runs = ImportRun.objects.filter(event=event).order_by("at", "pk")
        rows = runs.values_list("source", "sha256", "changes", "at").iterator(chunk_size=_BATCH)
        file = {record.source[-255:], record.sha256}
        names = _names_of_people(record)
        return PreviousImports(
            (
                source,
                settled(changes, at, discarded),
                event is not None or source in file or sha in file or _names_any(changes, names),
            )
            for batch in batched(rows, _BATCH)
            for discarded in [_read_discarded(batch)]
            for source, sha, changes, at in batch
        )

    def people(self, names: Iterable[str], pks: Iterable[int]) -> list[Person]:
        """Return the people of these names and those of these primary keys."""
        keys = sorted({fold(name) for name in names} - {""})
        people = Person.objects.filter(Q(match_keys__overlap=keys) | Q(pk__in=list(pks)))
        return list(self._locked(people.order_by("pk")))

    def all_names(self, model: type[Named]) -> Iterable[tuple[int, list[str]]]:
        """Yield the primary key and the folded names of every person or organization."""
        return model._default_manager.order_by("pk").values_list("pk", "match_keys").iterator()

    def titles(self, people: Iterable[Person]) -> list[Appearance]:
        """Return where these people appeared, with the session and the organization."""
        return list(
            Appearance.objects.filter(person__in=list(people))
            .select_related("session", "organization")
            .only("person_id", *each_language("title"), "session__event_id", "organization")
            .order_by("pk")
        )

    def organizations(self, names: Iterable[str], pks: Iterable[int]) -> list[Organization]:
        """Return the organizations of these names, printed names too, and of these keys."""
        texts = {name for name in names if name}
        keys = sorted({fold(text) for text in texts} - {""})
        printed = EventOrganization.objects.filter(
            Q(printed_name_zh_hans__in=texts) | Q(printed_name_en__in=texts)
        ).values("organization")
        organizations = Organization.objects.filter(
            Q(match_keys__overlap=keys) | Q(pk__in=list(pks)) | Q(pk__in=printed)
        )
        return list(self._locked(organizations.order_by("pk")))

    def printed_names(
        self, organizations: Iterable[Organization]
    ) -> list[tuple[int, str | None, str | None]]:
        """Return (organization, Chinese, English) as events printed them."""
        columns = "organization_id", "printed_name_zh_hans", "printed_name_en"
        roles = EventOrganization.objects.filter(organization__in=list(organizations))
        return list(roles.values_list(*columns).distinct())

    def bearers_of(self, keys: Iterable[str]) -> list[Organization]:
        """Return the organizations that bear one of these folded names."""
        return list(Organization.objects.filter(match_keys__overlap=sorted(set(keys) - {""})))

    def roles(self, event: Event) -> list[EventOrganization]:
        """Return the roles of organizations at an event, each with its organization."""
        roles = event.organizations.select_related("organization")
        return list(self._locked(roles.order_by("position", "pk")))

    def sessions(self, event: Event) -> list[Session]:
        """Return the sessions of an event in order."""
        return list(self._locked(event.sessions.order_by("position", "pk")))

    def appearances(self, event: Event) -> list[Appearance]:
        """Return the appearances at an event in order."""
        appearances = Appearance.objects.filter(session__event=event).select_related("session")
        rows = appearances.prefetch_related("photos").order_by("position", "pk")
        return list(self._locked(rows))

    def photos(self, event: Event) -> list[Photo]:
        """Return the photos of an event in order."""
        return list(self._locked(event.photos.order_by("position", "pk")))

    def products(self, event: Event, pks: Iterable[int]) -> list[KnowledgeProduct]:
        """Return the products launched at an event, and those of these primary keys."""
        launchers = Prefetch("launched_by", queryset=Appearance.objects.only("pk").order_by("pk"))
        products = KnowledgeProduct.objects.filter(
            Q(launched_in__event=event) | Q(pk__in=list(pks))
        ).prefetch_related(launchers)
        return list(self._locked(products.order_by("position", "pk")))

    def slugs(self, model: type[Content]) -> set[str]:
        """Return the addresses of a model, old ones that redirect included."""
        kind = ContentType.objects.get_for_model(model)
        old = SlugRedirect._default_manager.filter(content_type=kind)
        present = model._default_manager.values_list("slug", flat=True)
        return {*present, *old.values_list("old_slug", flat=True)}

    def _locked(self, rows: QuerySet[Model]) -> QuerySet[Any]:
        return rows.select_for_update(of=("self",)) if self.lock else rows


def _names_of_people(record: EventRecord) -> set[str]:
    return {
        name for person in record.people for name in fold_names(person.name, *person.other_names)
    }


def _read_discarded(runs: Sequence[tuple[str, str, list[Entry], datetime]]) -> Discarded:
    """Return what of some runs, the oldest first, went into working copies discarded since."""
    entries = (entry for _source, _sha, changes, _at in runs for entry in changes)
    return read_discarded(entries, runs[0][-1])


def _names_any(changes: list[Entry], names: set[str]) -> bool:
    """Tell whether an import stored a person of one of these folded names."""
    people = (entry for entry in changes if entry["model"] == Person._meta.label_lower)
    return any(entry.get("identity", "").partition("|")[0] in names for entry in people)


class EmptyStore(Store):
    """A database without tables: everything is new."""

    def events(self) -> list[Event]:
        return []

    def series(self) -> list[Series]:
        return []

    def run_of_file(self, sha256: str) -> None:
        return None

    def previous_imports(self, event: Event | None, record: EventRecord) -> PreviousImports:
        return PreviousImports()

    def people(self, names: Iterable[str], pks: Iterable[int]) -> list[Person]:
        return []

    def all_names(self, model: type[Named]) -> Iterable[tuple[int, list[str]]]:
        return ()

    def titles(self, people: Iterable[Person]) -> list[Appearance]:
        return []

    def organizations(self, names: Iterable[str], pks: Iterable[int]) -> list[Organization]:
        return []

    def printed_names(
        self, organizations: Iterable[Organization]
    ) -> list[tuple[int, str | None, str | None]]:
        return []

    def bearers_of(self, keys: Iterable[str]) -> list[Organization]:
        return []

    def slugs(self, model: type[Content]) -> set[str]:
        return set()
