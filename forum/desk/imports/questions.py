"""The questions of a plan as its page asks them: each candidate with what tells it from a namesake.

The facts are read when the page is shown, so that they are those of the moment of deciding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst

from forum.core.columns import in_every_language
from forum.core.record_names import full_name
from forum.imports.passages import PassageLine, cut_passage
from forum.imports.plan import NEW
from forum.models import ImportUpload
from people.models import Organization, Person
from sessions_app.models import Appearance, Event

FIELD: Final = "q"


@dataclass(frozen=True, slots=True)
class Choice:
    """A stored record that may be meant. facts: last title and event, or day and place."""

    value: str
    name: str
    facts: str
    url: str
    similar: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its choices. field: the form's; kind: person, organization or event; what:
    the same in words.
    """

    field: str
    key: str
    what: str
    name: str
    title: str
    kind: str
    choices: list[Choice]
    new: bool
    passage: list[PassageLine]

    @property
    def answered(self) -> bool:
        """Whether one of the choices was taken."""
        return self.new or any(one.chosen for one in self.choices)


def questions(kept: Mapping[str, Any]) -> list[Asked]:
    """Return the questions of a plan, those that are still open first."""
    asked = kept["questions"]
    facts = _Facts(asked)
    found = [_asked(number, one, kept, facts) for number, one in enumerate(asked)]
    return sorted(found, key=lambda one: one.answered)


def given(upload: ImportUpload, data: Mapping[str, str]) -> dict[str, str]:
    """Return the answers in what a form sent: key of the question -> answer."""
    found = {}
    for number, one in enumerate(upload.plan["questions"]):
        answer = data.get(f"{FIELD}{number}", "")
        if answer == NEW or answer in {str(pk) for pk in one["candidates"]}:
            found[one["key"]] = answer
    return found


def twice(answers: Mapping[str, str]) -> bool:
    """Tell whether two people (or organizations) were called the same stored one."""
    chosen = [(key.partition(":")[0], pk) for key, pk in answers.items() if pk != NEW]
    people = [one for one in chosen if one[0] == Person._meta.label_lower]
    return len(people) != len(set(people))


def _asked(number: int, one: Mapping[str, Any], kept: Mapping[str, Any], facts: "_Facts") -> Asked:
    choices = [
        facts.choice(one["label"], pk, similar=pk in one["similar"], answer=one["answer"])
        for pk in one["candidates"]
    ]
    return Asked(
        field=f"{FIELD}{number}",
        key=one["key"],
        what=str(capfirst(_MODELS[one["label"]]._meta.verbose_name)),
        name=one["name"],
        title=one["title"],
        kind=one["label"].rpartition(".")[2],
        choices=[choice for choice in choices if choice],
        new=one["answer"] == NEW,
        passage=cut_passage(kept["passages"], one["lines"], [one["name"]]),
    )


_MODELS: Final[dict[str, Any]] = {
    model._meta.label_lower: model for model in (Person, Organization, Event)
}


class _Facts:
    """The candidates of all questions, read together."""

    def __init__(self, asked: Iterable[Mapping[str, Any]]) -> None:
        pks: dict[str, set[int]] = {label: set() for label in _MODELS}
        for one in asked:
            pks[one["label"]] |= set(one["candidates"])
        self._rows = {
            label: _MODELS[label].objects.in_bulk(found) for label, found in pks.items() if found
        }
        people = pks[Person._meta.label_lower]
        self._last = _last_appearances(people) if people else {}

    def choice(self, label: str, pk: int, *, similar: bool, answer: str) -> Choice | None:
        """Return a candidate; None for one that has been deleted since."""
        row = self._rows.get(label, {}).get(pk)
        if row is None:
            return None
        opts = row._meta
        return Choice(
            value=str(pk),
            name=full_name(row),
            facts=self._facts(row),
            url=reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk]),
            similar=similar,
            chosen=answer == str(pk),
        )

    def _facts(self, row: Any) -> str:
        match row:
            case Person():
                last = self._last.get(row.pk)
                return _appearance(last) if last else ""
            case Event():
                day = row.starts_on.isoformat() if row.starts_on else ""
                return " · ".join(fact for fact in (day, in_every_language(row, "city")) if fact)
        return str(row.get_kind_display())


def _last_appearances(people: Iterable[int]) -> dict[int, Appearance]:
    found = (
        Appearance.objects.filter(person__in=people)
        .select_related("session__event")
        .order_by("person_id", "-session__event__starts_on", "-pk")
        .distinct("person_id")
    )
    return {one.person_id: one for one in found}


def _appearance(one: Appearance) -> str:
    event = one.session.event
    year = f" ({event.starts_on.year})" if event.starts_on else ""
    return " · ".join(
        fact
        for fact in (in_every_language(one, "title"), f"{in_every_language(event, 'title')}{year}")
        if fact
    )
