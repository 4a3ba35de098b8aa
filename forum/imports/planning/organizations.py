"""Which of the stored organizations an organization of the record is: by equal name, never a part.

商务部 begins 商务部国际贸易经济合作研究院, and they are two. An equal name in one language with a
contradicting one in the other makes a new organization and the warning ``same_name``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Final

from forum.core.names import fold
from forum.imports.planning.changes import texts_of
from forum.imports.planning.columns import shown
from forum.imports.planning.name_pairs import contradict_as_organizations, folded
from forum.imports.planning.previous_imports import Memory
from forum.imports.planning.questions import NEW, Answers, Question
from forum.imports.planning.similar_names import ORGANIZATIONS, similar
from forum.imports.planning.stored_records import Store
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
class Known:
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


@dataclass(frozen=True, slots=True)
class Organizations:
    """organizations: each one once, in order of the record; of: (role, no) -> key."""

    organizations: dict[str, Known]
    of: dict[tuple[str, int], str]


def match_organizations(
    record: Iterable[OrganizationRecord],
    store: Store,
    memory: Memory,
    report: Callable[[Finding], None],
    answers: Answers,
) -> Organizations:
    """Find the organizations of a record among the stored ones and among each other.

    Namesakes are asked about, or kept apart and reported where nobody answers.
    """
    wanted = list(record)
    index = _Index(_stored(wanted, store, {*memory.created(LABEL), *answers.pks(LABEL)}))
    doubts = _Doubts(wanted, store, answers)
    found = Organizations({}, {})
    for one in wanted:
        match = doubts.decided(one, index)
        if match is None:
            match = index.find(one) or _recall(one, memory, index)
        if match is None:
            if not answers.wanted:
                _report_namesakes(one, index.bearers(one), report)
            doubts.ask(one, index)
            match = index.add(one)
        _learn(match, one)
        index.enter(match)
        found.organizations[match.key] = match
        found.of[one.role, one.no] = match.key
    return found


class _Doubts:
    """What is asked about organizations, and what was answered. Each one is asked about once."""

    def __init__(self, wanted: list[OrganizationRecord], store: Store, answers: Answers) -> None:
        self._answers = answers
        self._settled: dict[str, Known] = {}
        self._asked: set[str] = set()
        names = {_question(one): folded(one.name) for one in wanted} if answers.wanted else {}
        self._similar = similar(
            names, store.all_names(Organization) if names else (), ORGANIZATIONS
        )

    def decided(self, one: OrganizationRecord, index: "_Index") -> Known | None:
        """Return what somebody has said an organization is."""
        key = _question(one)
        if key in self._settled:
            return self._settled[key]
        pk = self._answers.pk(key)
        found = index.stored(pk) if pk else None
        if self._answers.is_new(key):
            self.ask(one, index, NEW)
            found = index.add(one)
        elif found:
            self.ask(one, index, str(pk))
        if found:
            self._settled[key] = found
        return found

    def ask(self, one: OrganizationRecord, index: "_Index", answer: str = "") -> None:
        """Ask, where somebody is there to answer and there is anything to choose."""
        key = _question(one)
        bearers = [each.row.pk for each in index.bearers(one) if each.row]
        near = [pk for pk in self._similar.get(key, ()) if pk not in bearers]
        if not self._answers.wanted or key in self._asked or not (bearers or near or answer):
            return
        self._asked.add(key)
        name = " / ".join(text for text in one.name.values() if text)
        self._answers.ask(
            Question(
                key=key,
                label=LABEL,
                name=name,
                lines=one.lines,
                candidates=tuple(bearers),
                answer=answer,
            ),
            near,
        )


def _question(one: OrganizationRecord) -> str:
    return f"{LABEL}:{fold(shown(one.name))}"


def kind_of(names: dict[str, str]) -> Organization.Kind:
    """Return the kind that a name leaves no doubt about, else OTHER."""
    chinese = names.get(ZH, "")
    for kind, ends in _KINDS:
        if chinese.endswith(ends):
            return kind
    return Organization.Kind.OTHER


class _Index:
    """Organizations by folded name; the first that is stored comes first."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_pk: dict[int, Known] = {}
        self._keys: set[str] = set()
        for one in known:
            self.enter(one)

    def enter(self, one: Known) -> None:
        self._keys.add(one.key)
        if one.row:
            self._by_pk[one.row.pk] = one
        for key in one.keys:
            if one not in self._by_name[key]:
                self._by_name[key].append(one)

    def bearers(self, wanted: OrganizationRecord) -> list[Known]:
        found = [one for key in sorted(folded(wanted.name)) for one in self._by_name.get(key, ())]
        return list({one.key: one for one in found}.values())

    def find(self, wanted: OrganizationRecord) -> Known | None:
        names = dict(wanted.name)
        bearers = self.bearers(wanted)
        keys = folded(names)
        agreeing = [
            one
            for one in bearers
            if keys <= one.keys or not contradict_as_organizations(names, one.names)
        ]
        # Who bears the name in both languages comes before who bears it in one; between two that
        # are alike nothing decides.
        best = max((len(keys & one.keys) for one in agreeing), default=0)
        found = [one for one in agreeing if len(keys & one.keys) == best]
        return found[0] if len(found) == 1 else None

    def stored(self, pk: int | None) -> Known | None:
        return self._by_pk.get(pk or 0)

    def add(self, wanted: OrganizationRecord) -> Known:
        key = fold(shown(wanted.name))
        numbered = (f"{key}-{number}" for number in count(2))
        unique = next(one for one in chain([key], numbered) if one not in self._keys)
        return Known(unique, {}, set(), lines=wanted.lines)


def _stored(wanted: list[OrganizationRecord], store: Store, pks: Iterable[int]) -> list[Known]:
    names = [name for one in wanted for name in one.name.values()]
    rows = store.organizations(names, pks)
    known = {
        row.pk: Known(
            f"pk-{row.pk}",
            texts_of(row, "name"),
            set(row.match_keys),
            row,
        )
        for row in rows
    }
    for pk, chinese, english in store.printed_names(rows):
        known[pk].keys |= folded({ZH: chinese or "", EN: english or ""})
    return list(known.values())


def _recall(one: OrganizationRecord, memory: Memory, index: _Index) -> Known | None:
    """Find the one that an earlier import of this event stored and staff renamed since."""
    return index.stored(memory.row(LABEL, fold(shown(one.name))))


def _learn(known: Known, one: OrganizationRecord) -> None:
    """Add the record's names: to a language that has none, else as a further spelling."""
    for code, name in one.name.items():
        if not name:
            continue
        known.names.setdefault(code, name)
        if fold(known.printed.setdefault(code, name)) != fold(name):
            known.new_names.append(name)
        known.keys.add(fold(name))


def _report_namesakes(
    one: OrganizationRecord, bearers: list[Known], report: Callable[[Finding], None]
) -> None:
    if not bearers:
        return
    others = [shown(bearer.names) for bearer in bearers]
    report(
        Finding(
            level=Level.WARNING,
            kind="same_name",
            subject=shown(one.name),
            lines=one.lines,
            case="organization",
            params={"name": " / ".join(n for n in one.name.values() if n), "others": others},
        )
    )
