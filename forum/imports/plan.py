"""EventRecord x database -> what an import would do: create, update, unchanged, conflict.

Nothing is written here. Each field is compared three ways (``forum.imports.planning.three_way``):
the document, the database, and what the last import of the event wrote. A corrected document brings
its corrections, and what staff changed stays and is listed; ``overwrite`` makes the document's text
and order win over theirs and makes anew what they deleted. Three things no import does, with or
without it: bring back what is withheld, rename a person or an organization, change an address. A
blank in the document says nothing; what it does not name any more stays and is listed.
"""

from forum.imports.planning.appearances import Around, put_appearances
from forum.imports.planning.changes import Action, Change, FieldChange, Plan, Ref
from forum.imports.planning.event import put_event
from forum.imports.planning.events import Place, PlanError, find_place
from forum.imports.planning.organization_links import Links
from forum.imports.planning.organizations import match_organizations
from forum.imports.planning.people import match_people
from forum.imports.planning.photos import Pictures, put_photos
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.products import put_products
from forum.imports.planning.questions import NEW, Answers, Decisions, Question
from forum.imports.planning.roles import put_roles
from forum.imports.planning.sessions import put_sessions
from forum.imports.planning.shared_records import put_organizations, put_people
from forum.imports.planning.stored_records import EmptyStore, Store
from forum.models import KnowledgeProduct
from forum.reader.event_record import EventRecord

__all__ = [
    "NEW", "Action", "Change", "Decisions", "EmptyStore", "FieldChange", "Pictures", "Plan",
    "PlanError", "Question", "Ref", "Store", "plan",
]  # fmt: skip


def plan(
    record: EventRecord,
    *,
    event_slug: str | None = None,
    overwrite: bool = False,
    pictures: Pictures | None = None,
    store: Store | None = None,
    decisions: Decisions | None = None,
) -> Plan:
    """Compare a record with the database.

    event_slug: of the event that the record is about, or ``new`` for one that is not stored yet;
    None to find it. pictures: the document, for its photos. store: ``EmptyStore()`` where the
    database has no tables. decisions: answers to the questions of an earlier plan, {} where none
    was made yet; None where nobody is there to be asked. Raises PlanError with one sentence when
    there is no such event.
    """
    bench = Bench(record, store or Store(), overwrite, Answers(decisions))
    place = find_place(record, bench.store, event_slug, bench.findings.append, bench.answers)
    if not place.blocked:
        bench.memory = bench.store.memory(place.event) if place.event else bench.memory
        _put_all(bench, place, pictures)
    return Plan(
        tuple(bench.changes.values()),
        tuple(bench.findings),
        place.event,
        place.blocked,
        tuple(bench.answers.asked),
    )


def _put_all(bench: Bench, place: Place, pictures: Pictures | None) -> None:
    """Take everything into the plan, each thing after what it refers to."""
    record, store, memory = bench.record, bench.store, bench.memory
    stored, report = place.event, bench.findings.append
    event = put_event(bench, place)
    organizations = match_organizations(record.organizations, store, memory, report, bench.answers)
    hosts = put_organizations(bench, organizations)
    found = match_people(record, store, memory, stored, report, bench.answers)
    people = put_people(bench, found)
    put_roles(bench, event, hosts, store.roles(stored) if stored else [])
    sessions = put_sessions(bench, event, store.sessions(stored) if stored else [])
    photos = put_photos(bench, event, sessions, store.photos(stored) if stored else [], pictures)
    links = Links(bench, organizations.organizations, [one.title for one in record.appearances])
    placed = put_appearances(
        bench,
        Around(sessions, people, found.identities, links, photos),
        store.appearances(stored) if stored else [],
    )
    launched = memory.created(KnowledgeProduct._meta.label_lower)
    products = store.products(stored, launched) if stored else []
    put_products(bench, sessions, placed, products, list(record.languages()))
