"""Visibility as a ``Q`` and as a ``bool``: over records in every state the two agree."""

import ast
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
    now = timezone.now()
    return st.sampled_from([None, now - timedelta(days=1), now + timedelta(days=1)])


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
    for model in CONTENT:
        for row in model.objects.all():
            values = data.draw(content_states())
            if model is Page:
                values["expires_at"] = data.draw(moments())
            model.objects.filter(pk=row.pk).update(**values)
    for part_model in PARTS:
        for part in part_model.objects.all():
            values = data.draw(part_states(part_model))
            part_model.objects.filter(pk=part.pk).update(**values)


def keys(rows: Any) -> set[int]:
    return {row.pk for row in rows}


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_and_records_agree_on_what_is_public(programme: None, data: st.DataObject) -> None:
    change_states(data)
    for model in (*CONTENT, *PARTS):
        records: Any = list(model._default_manager.all())
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
    max_examples=30,
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
    "when_not_ready",
    "withheld",
    "embargoed_until",
    "expires_at",
}
# Where the condition stands: the object itself, and the querysets, which stand beside the models.
HOMES = ("forum/core/visibility.py", "forum/core/content.py", "forum/models/", "people/models",
         "sessions_app/models/")  # fmt: skip


def asked_columns(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and column wherever a condition of visibility is asked: compared or looked up.

    Also where a lookup is put together of texts, and where a value of a row decides something.
    """
    lookups = {"filter", "exclude", "get", "Q", "When", "get_object_or_404"}
    places = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and not is_of_no_record(node):
            sides = [side for side in (node.left, *node.comparators)
                     if isinstance(side, ast.Attribute) and side.attr in COLUMNS]  # fmt: skip
            places += [(side.lineno, side.attr) for side in sides]
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in lookups:
                places += [(node.lineno, word.arg) for word in node.keywords
                           if word.arg and COLUMNS & set(word.arg.split("__"))]  # fmt: skip
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            steps = node.value.split("__")
            places += [(node.lineno, node.value)] if len(steps) > 1 and COLUMNS & {*steps} else []
        places += [
            (side.lineno, side.slice.value)
            for side in decisive_values(node)
            if isinstance(side, ast.Subscript)
            and isinstance(side.slice, ast.Constant)
            and side.slice.value in COLUMNS
        ]
    return places


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
        ("rows.filter(('session__withheld', True))", ["session__withheld"]),
        ("if not row['withheld']: pass", ["withheld"]),
        ("[row for row in rows if row['status'] == 'draft']", ["status"]),
        ("rows.values('status')", []),
    ],
)
def test_the_test_sees_lookups_of_text_and_values_of_rows(code: str, asked: list[str]) -> None:
    assert [name for _line, name in asked_columns(ast.parse(code))] == asked


def is_of_no_record(node: ast.Compare) -> bool:
    """Tell whether it is the status of a background task, or of an answer, that is asked for."""
    return isinstance(node.left, ast.Attribute) and ast.unparse(node.left.value) in (
        "task",
        "answer",
    )


def test_nothing_else_asks_for_a_status() -> None:
    root = Path(__file__).resolve().parents[2]
    asked = [
        f"{path.relative_to(root)}:{line} {name}"
        for room in ("forum", "people", "sessions_app")
        for path in sorted((root / room).rglob("*.py"))
        if "migrations" not in path.parts and not str(path.relative_to(root)).startswith(HOMES)
        for line, name in asked_columns(ast.parse(path.read_text()))
    ]
    assert asked == []


def test_every_record_is_tried() -> None:
    from django.apps import apps

    models = {model for model in apps.get_models() if issubclass(model, Content | Part)}
    assert models == {*CONTENT, *PARTS}
