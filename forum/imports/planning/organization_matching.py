"""Which of the stored organizations an organization of the record is: by equal name, never a part.

商务部 begins 商务部国际贸易经济合作研究院, and they are two. An equal name in one language with a
contradicting one in the other makes a new organization and the warning ``same_name``.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Final, NamedTuple

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.imports.planning.columns import first_text
from forum.imports.planning.name_matching import (
    ORGANIZATIONS,
    contradict_as_organizations,
    find_similar_names,
    fold_names,
)
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.questions import NEW, Question
from forum.reader.event_record import EN, ZH, Finding, Level, OrganizationRecord
from people.models import Organization

LABEL = "people.organization"

# What a Chinese name ends with, where that leaves no doubt about the kind.
_KINDS: Final = (
    (Organization.Kind.ACADEMIA, ("大学", "学院", "研究院", "研究所", "科学院")),
    (Organization.Kind.FINANCE, ("银行", "保险公司", "证券公司")),
    (Organization.Kind.MEDIA, ("电视台", "广播电台", "日报", "晚报", "日报社", "通讯社", "出版社")),
    (Organization.Kind.ASSOCIATION, ("协会", "学会", "联合会", "商会", "促进会", "研究会")),
    (Organization.Kind.COMPANY, ("公司", "集团")),
    (Organization.Kind.GOVERNMENT, ("人民政府", "委员会办公厅", "外交部", "商务部", "财政部")),
)


@dataclass(slots=True, eq=False)
class PlannedOrganization:
    """One organization, stored or about to be.

    names: by language; keys: folded, aliases too; printed: the first names that the record gives;
    new_names: further ones.
    """

    key: str
    names: dict[str, str]
    keys: set[str]
    row: Organization | None = None
    printed: dict[str, str] = field(default_factory=dict)
    new_names: list[str] = field(default_factory=list)
    lines: tuple[int, ...] = ()

    def learn(self, record: OrganizationRecord) -> None:
        """Add the record's names: to a language that has none, else as a further spelling."""
        for code, name in record.name.items():
            if not name:
                continue
            self.names.setdefault(code, name)
            if fold(self.printed.setdefault(code, name)) != fold(name):
                self.new_names.append(name)
            self.keys.add(fold(name))


class OrganizationMatches(NamedTuple):
    """organizations: each one once, in order of the record; keys: (role, no) -> key."""

    organizations: dict[str, PlannedOrganization]
    keys: dict[tuple[str, int], str]


def match_organizations(builder: PlanBuilder) -> OrganizationMatches:
    """Find the organizations of a record among the stored ones and among each other.

    Namesakes are asked about, or kept apart and reported where nobody answers.
    """
    index = OrganizationIndex(_read_stored(builder))
    questions = OrganizationQuestions(builder)
    matches = OrganizationMatches({}, {})
    for record in builder.record.organizations:
        organization = questions.find_decided(record, index)
        if organization is None:
            organization = index.find(record) or _recall(record, builder, index)
        if organization is None:
            if not builder.answers.can_ask:
                _report_namesakes(record, builder, index)
            questions.ask(record, index)
            organization = index.make(record)
        organization.learn(record)
        index.enter(organization)
        matches.organizations[organization.key] = organization
        matches.keys[record.role, record.no] = organization.key
    return matches


def kind_of(names: dict[str, str]) -> Organization.Kind:
    """Return the kind that a name leaves no doubt about, else OTHER."""
    chinese = names.get(ZH, "")
    kinds = (kind for kind, endings in _KINDS if chinese.endswith(endings))
    return next(kinds, Organization.Kind.OTHER)


class OrganizationIndex:
    """Organizations by folded name; the first that is stored comes first."""

    def __init__(self, organizations: Iterable[PlannedOrganization]) -> None:
        self._by_name: dict[str, list[PlannedOrganization]] = defaultdict(list)
        self._by_pk: dict[int, PlannedOrganization] = {}
        self._keys: set[str] = set()
        for organization in organizations:
            self.enter(organization)

    def enter(self, organization: PlannedOrganization) -> None:
        """Add an organization under all its names."""
        self._keys.add(organization.key)
        if organization.row:
            self._by_pk[organization.row.pk] = organization
        for key in organization.keys:
            if organization not in self._by_name[key]:
                self._by_name[key].append(organization)

    def bearers(self, record: OrganizationRecord) -> list[PlannedOrganization]:
        """Return those that bear one of a record's names, each once."""
        names = sorted(fold_names(record.name))
        bearers = [bearer for name in names for bearer in self._by_name.get(name, ())]
        return list({bearer.key: bearer for bearer in bearers}.values())

    def find(self, record: OrganizationRecord) -> PlannedOrganization | None:
        """Return the one that a record names for certain."""
        keys = fold_names(record.name)
        agreeing = [
            bearer
            for bearer in self.bearers(record)
            if keys <= bearer.keys or not contradict_as_organizations(record.name, bearer.names)
        ]
        # Who bears the name in both languages comes before who bears it in one; between two that
        # are alike nothing decides.
        most = max((len(keys & bearer.keys) for bearer in agreeing), default=0)
        nearest = [bearer for bearer in agreeing if len(keys & bearer.keys) == most]
        return nearest[0] if len(nearest) == 1 else None

    def stored(self, pk: int | None) -> PlannedOrganization | None:
        """Return the one that is stored under a primary key."""
        return self._by_pk.get(pk or 0)

    def make(self, record: OrganizationRecord) -> PlannedOrganization:
        """Return a new one under a key that is free."""
        key = fold(first_text(record.name))
        numbered = (f"{key}-{number}" for number in count(2))
        free = next(choice for choice in chain([key], numbered) if choice not in self._keys)
        return PlannedOrganization(free, {}, set(), lines=record.lines)


class OrganizationQuestions:
    """What is asked about organizations, and what was answered. Each one is asked about once."""

    def __init__(self, builder: PlanBuilder) -> None:
        self._answers = builder.answers
        self._decided: dict[str, PlannedOrganization] = {}
        self._asked: set[str] = set()
        records = builder.record.organizations if self._answers.can_ask else ()
        names = {question_key(record): fold_names(record.name) for record in records}
        stored_names = builder.store.all_names(Organization) if names else ()
        self._similar = find_similar_names(names, stored_names, ORGANIZATIONS)

    def find_decided(
        self, record: OrganizationRecord, index: OrganizationIndex
    ) -> PlannedOrganization | None:
        """Return what somebody has said an organization is."""
        key = question_key(record)
        if key in self._decided:
            return self._decided[key]
        pk = self._answers.pk(key)
        organization = index.stored(pk) if pk else None
        if self._answers.is_new(key):
            self.ask(record, index, NEW)
            organization = index.make(record)
        elif organization:
            self.ask(record, index, str(pk))
        if organization:
            self._decided[key] = organization
        return organization

    def ask(self, record: OrganizationRecord, index: OrganizationIndex, answer: str = "") -> None:
        """Ask, where somebody is there to answer and there is anything to choose."""
        key = question_key(record)
        namesakes = [bearer.row.pk for bearer in index.bearers(record) if bearer.row]
        similar = [pk for pk in self._similar.get(key, ()) if pk not in namesakes]
        has_choice = bool(namesakes or similar or answer)
        if not self._answers.can_ask or key in self._asked or not has_choice:
            return
        self._asked.add(key)
        self._answers.ask(
            Question(
                key=key,
                label=LABEL,
                name=" / ".join(filter(None, record.name.values())),
                lines=record.lines,
                candidates=tuple(namesakes),
                answer=answer,
            ),
            similar,
        )


def question_key(record: OrganizationRecord) -> str:
    """Return the key of the question whether an organization is a stored one."""
    return f"{LABEL}:{fold(first_text(record.name))}"


def _read_stored(builder: PlanBuilder) -> list[PlannedOrganization]:
    names = [name for record in builder.record.organizations for name in record.name.values()]
    pks = builder.previous.created(LABEL) | builder.answers.pks(LABEL)
    rows = builder.store.organizations(names, pks)
    organizations = {
        row.pk: PlannedOrganization(
            f"pk-{row.pk}", field_texts(row, "name"), set(row.match_keys), row
        )
        for row in rows
    }
    for pk, chinese, english in builder.store.printed_names(rows):
        organizations[pk].keys |= fold_names({ZH: chinese or "", EN: english or ""})
    return list(organizations.values())


def _recall(
    record: OrganizationRecord, builder: PlanBuilder, index: OrganizationIndex
) -> PlannedOrganization | None:
    """Find the one that an earlier import of this event stored and staff renamed since."""
    return index.stored(builder.previous.row(LABEL, fold(first_text(record.name))))


def _report_namesakes(
    record: OrganizationRecord, builder: PlanBuilder, index: OrganizationIndex
) -> None:
    names = [first_text(bearer.names) for bearer in index.bearers(record)]
    if not names:
        return
    builder.findings.append(
        Finding(
            level=Level.WARNING,
            kind="same_name",
            subject=first_text(record.name),
            lines=record.lines,
            case="organization",
            params={"name": " / ".join(filter(None, record.name.values())), "others": names},
        )
    )
