"""A plan tells what is written, after which decisions, and whether it is still the same."""

from typing import Any

import pytest

from forum.history.import_plan import LEAVE, TAKE, Action, Change, FieldChange, ImportPlan
from forum.history.rows import RowKey
from forum.reader.event_record import Finding, Level


def make_change(key: str = "a", level: Level | None = None, **facts: Any) -> Change:
    findings = () if level is None else (Finding(level, "kind", "", ()),)
    return Change(**{"key": key, "action": Action.UPDATE, "findings": findings, **facts})


def make_plan(*changes: Change) -> ImportPlan[Change]:
    return ImportPlan("file", changes)


@pytest.mark.parametrize(
    ("level", "answer", "is_chosen"),
    [
        (None, "", True),
        (None, LEAVE, False),
        (Level.NOTE, "", True),
        (Level.WARNING, "", False),
        (Level.WARNING, TAKE, True),
        (Level.WARNING, LEAVE, False),
    ],
)
def test_what_a_decision_does(level: Level | None, answer: str, is_chosen: bool) -> None:
    decisions = {"a": answer} if answer else {}
    assert make_change(level=level).is_chosen(decisions) is is_chosen


@pytest.mark.parametrize("action", [Action.REFUSED, Action.EMPTY, Action.UNCHANGED])
def test_what_cannot_be_taken(action: Action) -> None:
    assert not make_change(action=action).is_chosen({"a": TAKE})


def test_every_action_is_counted() -> None:
    counts = make_plan(make_change(), make_change("b")).counts
    assert counts == {**dict.fromkeys(Action, 0), Action.UPDATE: 2}


@pytest.mark.parametrize(
    "facts",
    [
        {"action": Action.CONFLICT},
        {"basis": "source"},
        {"stored": RowKey("forum.term", 1)},
        {"fields": (FieldChange("note", "old", "new"),)},
    ],
)
def test_another_change_has_another_token(facts: dict[str, Any]) -> None:
    tokens = {make_plan(make_change(**change_facts)).version_token for change_facts in ({}, facts)}
    assert len(tokens) == 2


def test_the_edits_are_those_of_stored_rows_that_are_written() -> None:
    term, field = RowKey("forum.term", 1), FieldChange("note", "old", "new")
    conflict = FieldChange("text_en", "ours", "theirs", is_conflict=True)
    plan = make_plan(
        make_change("a", fields=(field, conflict), stored=term),
        make_change("b", fields=(field,)),
        make_change("c", Level.WARNING, fields=(field,), stored=RowKey("forum.term", 2)),
    )
    assert plan.edits() == {term: {"note": ("old", "new")}}
