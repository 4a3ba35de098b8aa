"""EventRecord x database -> what an import would do: create, update, unchanged, conflict.

Nothing is written here. Each field is compared three ways: the document, the database, and what the
last import of the event wrote (``forum.imports.planning.field_comparison``). A corrected document
brings its corrections, and what staff changed stays and is listed; ``overwrite`` makes the
document's text and order win over theirs and makes anew what they deleted. Three things no import
does, with or without it: bring back what is withheld, rename a person or an organization, change an
address. A blank in the document says nothing; what it does not name any more stays and is listed.

This is the door for every format: whatever reads a file into an EventRecord, of an event or of
people alone, has it planned, written and undone from here on.
"""

from forum.history.import_plan import Action, FieldChange
from forum.imports.planning.appearances import (
    AppearanceContext,
    OrganizationLinks,
    plan_appearances,
)
from forum.imports.planning.event_matching import EventMatch, PlanError, match_event
from forum.imports.planning.events import plan_event
from forum.imports.planning.organization_matching import match_organizations
from forum.imports.planning.person_matching import match_people
from forum.imports.planning.photos import plan_photos
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.products import plan_products
from forum.imports.planning.questions import NEW, Answers, Decisions, Question
from forum.imports.planning.record_plan import RecordChange, RecordPlan, Ref
from forum.imports.planning.roles import plan_roles
from forum.imports.planning.session_days import compare_days
from forum.imports.planning.sessions import plan_sessions
from forum.imports.planning.shared_records import plan_organizations, plan_people
from forum.imports.planning.stored_records import EmptyStore, Store
from forum.imports.planning.untitled_languages import find_unseen_texts
from forum.models import KnowledgeProduct
from forum.reader.document import Document
from forum.reader.event_record import EventRecord

__all__ = [
    "NEW",
    "Action",
    "Decisions",
    "EmptyStore",
    "FieldChange",
    "PlanError",
    "Question",
    "RecordChange",
    "RecordPlan",
    "Ref",
    "Store",
    "plan_import",
]  # fmt: skip


def plan_import(
    record: EventRecord,
    *,
    event_slug: str | None = None,
    overwrite: bool = False,
    document: Document | None = None,
    store: Store | None = None,
    decisions: Decisions | None = None,
) -> RecordPlan:
    """Compare a record with the database.

    event_slug: of the event that the record is about, or ``new`` for one that is not stored yet;
    None to find it. document: for its photos. store: ``EmptyStore()`` where the database has no
    tables. decisions: answers to the questions of an earlier plan, {} where none was made yet; None
    where nobody is there to be asked. Raises PlanError with one sentence when there is no such
    event.
    """
    builder = PlanBuilder(record, store or Store(), overwrite, Answers(decisions))
    match = match_event(builder, event_slug)
    if not match.is_blocked:
        if match.event or not match.is_about_event:
            builder.previous = builder.store.previous_imports(match.event, record)
        _plan_records(builder, match, document)
    return RecordPlan(
        tuple(builder.changes.values()),
        tuple(builder.findings),
        match.event,
        match.is_blocked,
        tuple(builder.answers.questions),
    )


def _plan_records(builder: PlanBuilder, match: EventMatch, document: Document | None) -> None:
    """Take everything into the plan, each thing after what it refers to."""
    store, row = builder.store, match.event
    organization_matches = match_organizations(builder)
    person_matches = match_people(builder, row)
    session_rows = store.sessions(row) if row else []
    appearance_rows = store.appearances(row) if row else []
    days = compare_days(builder, row, session_rows, appearance_rows, person_matches.stored)
    event = plan_event(builder, match, days) if match.is_about_event else None
    organizations = plan_organizations(builder, organization_matches)
    people = plan_people(builder, person_matches)
    if event is None:
        return
    builder.findings += find_unseen_texts(builder.record, row)
    plan_roles(builder, event, organizations, store.roles(row) if row else [])
    sessions = plan_sessions(builder, event, session_rows, days)
    photos = plan_photos(builder, event, sessions, store.photos(row) if row else [], document)
    links = OrganizationLinks(builder, organization_matches.organizations)
    context = AppearanceContext(sessions, people, days, person_matches.identities, links, photos)
    appearances = plan_appearances(builder, context, appearance_rows)
    launched = builder.previous.created(KnowledgeProduct._meta.label_lower)
    products = store.products(row, launched) if row else []
    plan_products(builder, sessions, appearances, products)
