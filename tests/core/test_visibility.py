"""Visibility as a ``Q`` and as a ``bool``: over records in every state the two agree."""

import ast
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.content import Content, Part
from forum.core.visibility import (
    MOMENTS,
    Status,
    WhenNotReady,
    is_ready,
    kept_back_filter,
    matches,
    ready_filter,
)
from forum.models import KnowledgeProduct, Page, ProductPart, Topic
from people.models import Organization, Person, PhotoConsent
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.support import factories as make

CONTENT = (Series, Event, Person, Organization, KnowledgeProduct, Topic, Page)
PARTS = (EventOrganization, Session, Appearance, Photo, Document, Correction, ProductPart)
LANGUAGES = (None, "zh-hans", "en")


@pytest.fixture
def programme(db: None) -> None:
    """Store five programmes: what is asked of each row is asked of five states at once."""
    for _number in range(5):
        make_programme()


def make_programme() -> None:
    """Store a record of each model, joined as far as they can be, and a second guest."""
    event = make.make_event(series=make.make_series())
    session = make.make_session(event, title_zh_hans="主题")
    organization = make.make_organization()
    make.make_role(event, organization)
    photo = make.make_photo(event, session=session)
    remarks = {"remarks_zh_hans": "<p>讲话</p>", "remarks_en": "<p>Remarks</p>"}
    guest = make.make_appearance(session, photo=photo, organization=organization, **remarks)
    make.make_appearance(session, photo=photo, remarks_zh_hans="<p>讲话</p>")
    make.make_document(event, session=session, appearance=guest)
    make.make_document(event)
    make.make_correction(event)
    product = make.make_product(launched_in=session)
    make.make_product()
    make.make_product_part(product)
    make.make_topic()
    make.make_page()


def moments() -> st.SearchStrategy[Any]:
    """Return none, a moment that is past and one that is to come."""
    present_moment = timezone.now()
    return st.sampled_from(
        [None, present_moment - timedelta(days=1), present_moment + timedelta(days=1)]
    )


def content_states() -> st.SearchStrategy[dict[str, Any]]:
    codes = st.lists(st.sampled_from(["zh-hans", "en"]), unique=True)
    return st.fixed_dictionaries(
        {
            "status": st.sampled_from(Status.values * 1 + [Status.PUBLISHED] * 8),
            **{name: moments() for name in MOMENTS},
            "ready_languages": codes,
            "when_not_ready": st.sampled_from(WhenNotReady.values),
        }
    )


def part_states(model: type[Part]) -> st.SearchStrategy[dict[str, Any]]:
    hidden = st.sampled_from([False, False, False, True])
    columns = {field.name for field in model._meta.get_fields()}
    states: dict[str, st.SearchStrategy[Any]] = {"withheld": hidden}
    if "embargoed_until" in columns:
        states["embargoed_until"] = moments()
    if "remarks_withheld" in columns:
        states["remarks_withheld"] = hidden
    if "photo_consent" in columns:
        states["photo_consent"] = st.sampled_from(PhotoConsent.values)
    return st.fixed_dictionaries(states)


def change_states(data: st.DataObject) -> None:
    """Put every stored row into a state by chance; no signal, for nothing follows from it here."""
    for model in (*CONTENT, *PARTS):
        states = content_states() if issubclass(model, Content) else part_states(model)
        rows: list[Any] = list(model._default_manager.all())
        columns: set[str] = set()
        for row in rows:
            values = data.draw(states)
            if model is Page:
                values["expires_at"] = data.draw(moments())
            columns |= values.keys()
            for name, value in values.items():
                setattr(row, name, value)
        model._default_manager.bulk_update(rows, columns)


def load_joined() -> dict[type[Any], list[Any]]:
    """Return every record by its model, those that it belongs to at hand: none is asked for."""
    records = {
        model: {row.pk: row for row in model._default_manager.all()} for model in (*CONTENT, *PARTS)
    }
    for model, rows in records.items():
        for relation in model._meta.concrete_fields:
            if relation.many_to_one and relation.related_model in records:
                joined = records[relation.related_model]
                for row in rows.values():
                    relation.set_cached_value(row, joined.get(getattr(row, relation.attname)))
    return {model: list(rows.values()) for model, rows in records.items()}


def keys(rows: Any) -> set[int]:
    return {row.pk for row in rows}


@given(data=st.data())
@settings(
    max_examples=9,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_and_records_agree_on_what_is_public(programme: None, data: st.DataObject) -> None:
    change_states(data)
    for model, records in load_joined().items():
        rows: Any = model._default_manager
        for language in LANGUAGES:
            public = {record.pk for record in records if record.is_public_in(language)}
            assert keys(rows.published(language)) == public, (model, language)
        if issubclass(model, Content):
            for code in ("zh-hans", "en"):
                ready = {record.pk for record in records if is_ready(record, code)}
                assert keys(rows.filter(ready_filter(code))) == ready, (model, code)
        withheld = {record.pk for record in records if record.is_withheld}
        if issubclass(model, Part):
            assert keys(rows.not_withheld()) == keys(records) - withheld, model
        kept_back = kept_back_filter(model)
        assert keys(rows.filter(kept_back)) == {
            record.pk for record in records if matches(record, kept_back)
        }, model


@given(data=st.data())
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_and_records_agree_on_what_is_announced(programme: None, data: st.DataObject) -> None:
    change_states(data)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for model in CONTENT:
                rows: Any = model._default_manager
                announced = {
                    record.pk for record in rows.published() if record.is_announced_in(language)
                }
                assert keys(rows.announced(language)) == announced, (model, language)
            sessions = Session.objects.published().with_appearances()
            announced = {session.pk for session in sessions if session.is_announced_in(language)}
            assert keys(Session.objects.announced(language)) == announced, language


# Columns by which a record is kept from the public or shown to it.
COLUMNS = {
    "status",
    "published_at",
    *MOMENTS,
    "ready_languages",
    "when_not_ready",
    "withheld",
    "embargoed_until",
    "expires_at",
}
# In most modules none is named, so that nothing there can ask.
NAMED = re.compile("|".join(sorted(COLUMNS - {"status"})) + "|status(?!_code)")
SQL = re.compile(rf"\b\w+\.({'|'.join(sorted(COLUMNS))})\b")
# Where the condition stands: the object itself, and the querysets, which stand beside the models.
HOMES = ("forum/core/visibility.py", "forum/core/content.py", "forum/models/", "people/models",
         "sessions_app/models/")  # fmt: skip
# What asks for such a column without asking whether a record is public.
PRINTED = "prints the day"
STAGE = "says on the desk what the record's form says: its stage, and since when"
STEP = "changes the column, and looks at what stands there"
REASONS = {
    ("forum/delivery/news_pages.py", "published_at"): PRINTED,
    ("forum/delivery/related_rows.py", "published_at"): PRINTED,
    ("forum/delivery/take_away.py", "published_at"): PRINTED,
    ("forum/desk/admin/pages.py", "expires_at"): PRINTED,
    ("forum/site/feeds.py", "published_at"): "orders what is public already",
    ("forum/delivery/publishing/triggers.py", "OLD.status"): "a trigger, which knows no queryset",
    ("forum/delivery/publishing/triggers.py", "OLD.withheld"): "the same",
    ("forum/desk/list_columns.py", "expires_at"): STAGE,
    ("forum/desk/list_columns.py", "published_at"): STAGE,
    ("forum/desk/template_tags.py", "embargoed_until"): STAGE,
    ("forum/desk/publishing/panel.py", "expires_at"): STAGE,
    ("forum/desk/publishing/panel.py", "published_at"): STAGE,
    ("forum/desk/publishing/panel.py", "ready_languages"): STAGE,
    ("forum/desk/record_admin.py", "withheld"): STAGE,
    ("forum/imports/planning/plan_builder.py", "withheld"): STEP,
    ("forum/imports/public_changes.py", "ready_languages"): STEP,
    ("forum/workflow/package.py", "ready_languages"): STEP,
    ("forum/workflow/record_steps.py", "ready_languages"): STEP,
    ("forum/workflow/take_down/hidden_files.py", "withheld"): STEP,
    ("forum/workflow/take_down/actions.py", "published_at"): "asks whether it ever was public",
    ("forum/workflow/review_rounds.py", "ready_languages"): "asks what is to be reviewed",
    ("forum/workflow/merging/undo.py", "status"): "compares what a journal holds of rows",
    ("forum/workflow/coming_events.py", "ready_languages"): "asks in how many languages it is read",
    ("forum/workflow/next_edition.py", "withheld"): "of a withheld session too guests are copied",
    ("forum/search/indexed_fields.py", "ready_languages"):
        "a moment that comes saves nothing; whether it has come, the search asks",
}  # fmt: skip


def asked_columns(tree: ast.AST) -> list[str]:
    """Return the columns of visibility of which a condition is asked: compared or looked up.

    Also where a lookup is put together of texts, where SQL names one, and where a value of a row
    or a record decides something.
    """
    lookups = {"filter", "exclude", "get", "Q", "When", "get_object_or_404"}
    columns = []
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                columns += [word.arg for word in node.keywords if name in lookups
                            if word.arg and COLUMNS & set(word.arg.split("__"))]  # fmt: skip
            case ast.JoinedStr():
                texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                columns += [str(text) for text in texts if text in COLUMNS]
            case ast.Constant(value=str(text)):
                steps = text.split("__")
                columns += [text] if len(steps) > 1 and COLUMNS & {*steps} else []
                columns += [match[0] for match in SQL.finditer(text)]
        for part in (part for side in decisive_values(node) for part in ast.walk(side)):
            match part:
                case ast.Attribute(attr=attr) if attr in COLUMNS and not is_of_no_record(part):
                    columns.append(attr)
                case ast.Subscript(slice=ast.Constant(value=str(key))) if key in COLUMNS:
                    columns.append(key)
    return list(dict.fromkeys(columns))


def decisive_values(node: ast.AST) -> list[ast.expr]:
    """Return what a node decides by: what it compares, or asks whether it is true."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.UnaryOp(op=ast.Not(), operand=test):
            return [test]
        case ast.BoolOp(values=values) | ast.comprehension(ifs=values):
            return values
        case ast.Compare(left=left, comparators=comparators):
            return [left, *comparators]
    return []


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("Q(**{f'{owner}__status__in': released})", ["__status__in"]),
        ("Q(**{f'{owner}status': released})", ["status"]),
        ("Q((f\"{column('published_at', code)}__gte\", moment))", ["published_at"]),
        ("rows.filter(('session__withheld', True))", ["session__withheld"]),
        ("if not row['withheld']: pass", ["withheld"]),
        ("if record.withheld: pass", ["withheld"]),
        ("[code for code in codes if code in record.ready_languages]", ["ready_languages"]),
        ("if len(record.ready_languages) > 1: pass", ["ready_languages"]),
        ("f\"CASE WHEN OLD.status = '{PUBLISHED}' THEN 1 END\"", ["OLD.status"]),
        ("[row for row in rows if row['status'] == 'draft']", ["status"]),
        ("rows.values('status')", []),
        ("if task.status == 'READY': pass", []),
    ],
)
def test_the_test_sees_lookups_of_text_and_values_of_rows(code: str, asked: list[str]) -> None:
    assert asked_columns(ast.parse(code)) == asked


def is_of_no_record(attribute: ast.Attribute) -> bool:
    """Tell whether it is the status of a background task, or of an answer, that is asked for."""
    return ast.unparse(attribute.value) in ("task", "answer")


def test_nothing_else_asks_for_a_status() -> None:
    root = Path(__file__).resolve().parents[2]
    paths = [
        path.relative_to(root)
        for room in ("forum", "people", "sessions_app")
        for path in sorted((root / room).rglob("*.py"))
        if "migrations" not in path.parts and not str(path.relative_to(root)).startswith(HOMES)
    ]
    questions = {
        (str(path), column)
        for path in paths
        if NAMED.search(code := (root / path).read_text())
        for column in asked_columns(ast.parse(code))
    }
    assert questions == REASONS.keys()


def test_every_record_is_tried() -> None:
    from django.apps import apps

    models = {model for model in apps.get_models() if issubclass(model, Content | Part)}
    assert models == {*CONTENT, *PARTS}
