"""The questions of a plan as its page asks them: each candidate with what tells it from a namesake.

The facts are read when the page is shown, so that they are those of the moment of deciding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst

from forum.core.columns import in_every_language
from forum.core.record_names import full_name
from forum.desk.addresses import change_url
from forum.desk.imports.plan_view import StoredPlan
from forum.imports.passages import PassageLine, cut_passage
from forum.imports.plan import NEW
from forum.models import ImportUpload
from people.models import Organization, Person
from sessions_app.models import Appearance, Event

FIELD: Final = "q"

type QuestionEntry = Mapping[str, Any]
"""A question of a stored plan: key, label, name, title, candidates, similar, answer, lines."""


@dataclass(frozen=True, slots=True)
class LikelyRecord:
    """A stored record that may be meant. facts: last title and event, or day and place."""

    value: str
    name: str
    facts: str
    url: str
    similar: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """A question with its choices. field: the form's; kind: person, organization or event;
    kind_name: the same in words.
    """

    field: str
    key: str
    kind_name: str
    name: str
    title: str
    kind: str
    choices: list[LikelyRecord]
    new: bool
    passage: list[PassageLine]

    @property
    def answered(self) -> bool:
        """Whether one of the choices was taken."""
        return self.new or any(choice.chosen for choice in self.choices)


def questions_of(plan: StoredPlan) -> list[PlanQuestion]:
    """Return the questions of a plan, those that are still open first."""
    candidates = StoredCandidates(plan["questions"])
    questions = [
        _question(number, entry, plan, candidates) for number, entry in enumerate(plan["questions"])
    ]
    return sorted(questions, key=lambda question: question.answered)


def read_answers(upload: ImportUpload, data: Mapping[str, str]) -> dict[str, str]:
    """Return the answers in what a form sent: key of the question -> answer."""
    answers = {}
    for number, entry in enumerate(upload.plan["questions"]):
        answer = data.get(f"{FIELD}{number}", "")
        if answer == NEW or answer in {str(pk) for pk in entry["candidates"]}:
            answers[entry["key"]] = answer
    return answers


def answered_plan(plan: StoredPlan, answers: Mapping[str, str]) -> StoredPlan:
    """Return a plan whose questions have these answers, to be shown: nothing confirms it."""
    entries = [
        {**entry, "answer": answers.get(entry["key"], entry["answer"])}
        for entry in plan["questions"]
    ]
    return {**plan, "questions": entries, "fingerprint": ""}


def names_person_twice(answers: Mapping[str, str]) -> bool:
    """Tell whether two people of a document were called the same stored person."""
    pairs = [(key.partition(":")[0], pk) for key, pk in answers.items() if pk != NEW]
    people = [pk for label, pk in pairs if label == Person._meta.label_lower]
    return len(people) != len(set(people))


def _question(
    number: int, entry: QuestionEntry, plan: StoredPlan, candidates: "StoredCandidates"
) -> PlanQuestion:
    label, answer = entry["label"], entry["answer"]
    choices = [
        candidates.find(label, pk, similar=pk in entry["similar"], answer=answer)
        for pk in entry["candidates"]
    ]
    return PlanQuestion(
        field=f"{FIELD}{number}",
        key=entry["key"],
        kind_name=str(capfirst(_MODELS[label]._meta.verbose_name)),
        name=entry["name"],
        title=entry["title"],
        kind=label.rpartition(".")[2],
        choices=[choice for choice in choices if choice],
        new=answer == NEW,
        passage=cut_passage(plan["passages"], entry["lines"], [entry["name"]]),
    )


type StoredModel = Person | Organization | Event

_MODELS: Final[dict[str, type[StoredModel]]] = {
    model._meta.label_lower: model for model in (Person, Organization, Event)
}


class StoredCandidates:
    """The candidates of all questions, read together."""

    def __init__(self, questions: Iterable[QuestionEntry]) -> None:
        keys: dict[str, set[int]] = {label: set() for label in _MODELS}
        for entry in questions:
            keys[entry["label"]] |= set(entry["candidates"])
        self._rows: dict[str, dict[int, StoredModel]] = {
            label: dict(_MODELS[label]._default_manager.in_bulk(pks))
            for label, pks in keys.items()
            if pks
        }
        people = keys[Person._meta.label_lower]
        self._last_appearances = _last_appearances(people) if people else {}

    def find(self, label: str, pk: int, *, similar: bool, answer: str) -> LikelyRecord | None:
        """Return a candidate; None for one that has been deleted since."""
        row = self._rows.get(label, {}).get(pk)
        if row is None:
            return None
        return LikelyRecord(
            value=str(pk),
            name=full_name(row),
            facts=self._facts_about(row),
            url=change_url(row),
            similar=similar,
            chosen=answer == str(pk),
        )

    def _facts_about(self, row: StoredModel) -> str:
        match row:
            case Person():
                last = self._last_appearances.get(row.pk)
                return _title_and_event(last) if last else ""
            case Event():
                day = row.starts_on.isoformat() if row.starts_on else ""
                return " · ".join(fact for fact in (day, in_every_language(row, "city")) if fact)
        return str(row.get_kind_display())


def _last_appearances(people: Iterable[int]) -> dict[int, Appearance]:
    appearances = (
        Appearance.objects.filter(person__in=people)
        .select_related("session__event")
        .order_by("person_id", "-session__event__starts_on", "-pk")
        .distinct("person_id")
    )
    return {appearance.person_id: appearance for appearance in appearances}


def _title_and_event(appearance: Appearance) -> str:
    event = appearance.session.event
    year = f" ({event.starts_on.year})" if event.starts_on else ""
    title = in_every_language(appearance, "title")
    return " · ".join(
        fact for fact in (title, f"{in_every_language(event, 'title')}{year}") if fact
    )
