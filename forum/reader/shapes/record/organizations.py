"""The organizations of the cover, by role, in two languages."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from forum.core.names import fold
from forum.reader.event_record import EN, ZH, OrganizationRecord, Text
from forum.reader.shapes.record import english_names, texts
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.placeholders import is_placeholder, placeholder
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.vocabulary import institutions, roles


@dataclass(frozen=True, slots=True)
class RoleLine:
    """The label of organizations at the head of a line: role, label as printed, what follows it."""

    role: str
    label: str
    rest: str
    language: str


@dataclass(slots=True)
class RoleBlock:
    """The lines of one role in one language."""

    role: str
    language: str
    label: str
    lines: list[tuple[Row, str]] = field(default_factory=list)

    @property
    def is_spaced(self) -> bool:
        """Tell whether the names stand below a bare label with a blank line before each."""
        named = [row for row, text in self.lines if text]
        return bool(named) and not self.lines[0][1] and all(row.gap for row in named)


_SUFFIX = f"(?:{roles.ORGANIZATION_SUFFIX_ZH})"
_HEAD = rf"^[【\[]?\s*(?P<label>(?:{{}}){_SUFFIX}{{{{0,2}}}}(?:名单)?)(?:\s*[】\]])?"
_LABELS = [
    (ZH, role, re.compile(rf"{_HEAD.format(words)}(?:\s*[:：]\s*|[\s\u3000]+|$)(?P<rest>.*)$"))
    for role, words in roles.ORGANIZATION_ROLES_ZH.items()
] + [
    (EN, role, re.compile(
        rf"^[【\[]?\s*(?P<label>{words})(?:\(s\))?(?:\s*[】\]])?(?:\s*[:：]\s*|\s+(?=[A-Z])|$)(?P<rest>.*)$",
        re.IGNORECASE))
    for role, words in roles.ORGANIZATION_ROLES_EN.items()
]  # fmt: skip


def role_line(text: str) -> RoleLine | None:
    """Return the role that a cover line begins with: 主办单位：…, Hosted by …"""
    text = texts.clean(text)
    if len(text) > 1500:
        return None
    for code, role, pattern in _LABELS:
        if match := pattern.match(text):
            label, rest = texts.clean(match["label"]), texts.clean(match["rest"])
            if _is_label(label, text, rest, code):
                return RoleLine(role, label, rest, code)
    return None


def _is_label(label: str, text: str, rest: str, code: str) -> bool:
    """Tell a label from a sentence that begins with the same word."""
    colon = bool(
        re.match(r"\s*+(?:[】\]]\s*+)?(?:\(s\)\s*+)?[:：]", text[text.find(label) + len(label) :])
    )
    if colon or not rest:
        return colon or code == EN or bool(re.search(f"{_SUFFIX}$|媒体$", label))
    if code == ZH:
        return bool(re.search(f"{_SUFFIX}$", label)) and not texts.is_prose(rest)
    return label.lower().endswith((" by", " of", " with")) and not texts.ends_sentence(rest)


def split_zh(lines: Sequence[str]) -> list[str]:
    """Cut the Chinese names of one role: at lines, 、；，, spaces, 和 between two institutions."""
    result: list[str] = []
    for line in lines:
        for piece in texts.split_outside_brackets(line, "、；;，,/|｜\t"):
            result += _by_spaces(piece)
    return [name for piece in result for name in _by_conjunction(piece) if name]


_LATIN = re.compile(r"[A-Za-z]")


def _by_spaces(text: str) -> list[str]:
    pieces = re.split(r"[\s\u3000]+(?![（(])", text)
    joined: list[list[str]] = []
    for piece in pieces:
        latin = joined and _LATIN.match(joined[-1][-1][-1:]) and _LATIN.match(piece)
        if latin:
            joined[-1].append(piece)
        else:
            joined.append([piece])
    return [" ".join(words) for words in joined]


_END = re.compile(f"(?:{institutions.INSTITUTION_ENDS_ZH}|[）)])$")


# More than the longest word that ends an institution's name.
_REACH = 40


def _by_conjunction(text: str) -> list[str]:
    names: list[str] = []
    first = counted = opened = 0
    ends_well = bool(_END.search(text[-_REACH:]))
    for match in re.finditer("以及|[和与及暨]", text):
        between = text[counted : match.start()]
        opened, counted = opened + between.count("《") - between.count("》"), match.start()
        leading_name = text[first : match.start()]
        long_enough = len(leading_name) >= 2 and len(text) - match.end() >= 2
        if opened <= 0 and long_enough and ends_well and _END.search(leading_name[-_REACH:]):
            names.append(texts.clean(leading_name))
            first = counted = match.end()
            opened = 0
    return [*names, texts.clean(text[first:])]


class _Places:
    """The rows in which names stand, found by the names' first characters in one reading."""

    def __init__(self, names: Iterable[Text], rows: Iterable[tuple[str, Row, str]]) -> None:
        self._lines: dict[tuple[str, str], list[int]] = {
            (code, fold(text)[:_BEGINNING]): [] for name in names for code, text in name.items()
        }
        for code, row, text in rows:
            folded = fold(text)
            for length in {len(beginning) for key, beginning in self._lines if key == code}:
                for start in range(max(len(folded) - length, 0) + 1):
                    lines = self._lines.get((code, folded[start : start + length]))
                    if lines is not None and len(lines) < _MOST_PLACES:
                        lines += [row.number] if row.number not in lines[-1:] else []

    def of(self, name: Text) -> tuple[int, ...]:
        """Return the numbers of the rows in which a name stands in either language."""
        lines = (self._lines[code, fold(text)[:_BEGINNING]] for code, text in name.items())
        return tuple(sorted({line for few in lines for line in few}))


_MOST_PLACES, _BEGINNING = 100, 12


type Mention = tuple[Row, str, str, list[str]]


def read_organizations(
    blocks: Sequence[RoleBlock],
    mentions: Sequence[Mention],
    known_names: Collection[Text],
    notebook: Notebook,
) -> tuple[OrganizationRecord, ...]:
    """Return the cover's organizations; the introduction's fill the roles that the cover lacks.

    mentions: the introduction's row, role, its word, and names.
    """
    roles_on_cover = {block.role for block in blocks}
    further = [
        RoleBlock(role, row.language or ZH, printed, [(row, name) for name in names])
        for row, role, printed, names in mentions
        if role not in roles_on_cover
    ]
    organizations = OrganizationReader(known_names, notebook).read([*blocks, *further])
    for row, role, printed, names in mentions:
        same_role = [
            organization
            for organization in organizations
            if organization.role == role and ZH in organization.name
        ]
        if row.language == ZH and same_role:
            printed_names = {organization.name[ZH] for organization in same_role}
            for name in (name for name in names if name not in printed_names):
                _warn_of_variant(name, same_role, row, printed, notebook)
    return organizations


def _warn_of_variant(
    name: str, same_role: Sequence[OrganizationRecord], row: Row, printed: str, notebook: Notebook
) -> None:
    likeness = [(texts.similarity(name, candidate.name[ZH]), candidate) for candidate in same_role]
    score, nearest = max(likeness, key=lambda pair: pair[0])
    cover_name = nearest.name[ZH]
    lines = [*nearest.lines[:1], row.number]
    if texts.same_but_marks(name, cover_name):
        notebook.note("organization_variant", cover_name, lines, "marks", other=name)
    elif score >= 0.5 or cover_name in name or name in cover_name:
        notebook.warn(
            "organization_variant", cover_name, lines, "words", other=name, kept=cover_name
        )
    elif len(name) >= 3:
        notebook.warn("organization_variant", name, lines, "unprinted", other=name, role=printed)


class OrganizationReader:
    """Turns the blocks of roles into records, Chinese and English names paired by position."""

    def __init__(self, known_names: Collection[Text], notebook: Notebook) -> None:
        self._english = english_names.Cutter([name[EN] for name in known_names if name.get(EN)])
        self._pairs = {
            fold(name[ZH]): fold(name[EN]) for name in known_names if name.get(ZH) and name.get(EN)
        }
        self._notebook = notebook

    def read(self, blocks: Sequence[RoleBlock]) -> tuple[OrganizationRecord, ...]:
        """Return the organizations, roles in the order of their first line."""
        by_role: dict[str, list[RoleBlock]] = {}
        for block in blocks:
            by_role.setdefault(block.role, []).append(block)
        roles_read = (self._role(role, versions) for role, versions in by_role.items())
        return tuple(organization for few in roles_read for organization in few)

    def _role(self, role: str, blocks: Sequence[RoleBlock]) -> Iterator[OrganizationRecord]:
        subject = roles.ORGANIZATION_SUBJECTS[role]
        printed: list[tuple[str, Row, str]] = []
        for block in blocks:
            if not any(text for _, text in block.lines):
                empty = [row.number for row, _ in block.lines]
                self._notebook.warn("field_empty", block.label, empty, "organization")
            for row, text in block.lines:
                if is_placeholder(text):
                    self._notebook.warn("placeholder", subject, [row.number], "organization",
                                        text=placeholder(text))  # fmt: skip
                elif text:
                    printed.append((block.language, row, text))
        lines = numbers([row for _, row, _ in printed])
        chinese = split_zh([text for code, _, text in printed if code == ZH])
        cut = self._english.cut([text for code, _, text in printed if code == EN], len(chinese))
        names = self._paired(subject, chinese, cut, lines)
        places = _Places(names, printed)
        for number, name in enumerate(names, 1):
            named_in = places.of(name) or lines
            if EN in name and not cut.certain and len(chinese) in (0, len(cut.names)):
                self._notebook.guess(f"organizations.{role}.{number}.name.{EN}", named_in)
            yield OrganizationRecord(role, number, name, named_in)

    def _paired(
        self, subject: str, chinese: list[str], cut: english_names.Cut, lines: tuple[int, ...]
    ) -> list[dict[str, str]]:
        """Pair the names by position; where their numbers differ, those that the database knows."""
        english = cut.names
        if chinese and english and len(chinese) != len(english):
            by_fold = {fold(name): name for name in english}
            partners = [by_fold.get(self._pairs.get(fold(name), ""), "") for name in chinese]
            rest = "; ".join(name for name in english if name not in partners)
            self._notebook.warn("organization_pairing", subject, lines, "count",
                                chinese=len(chinese), english=len(english), names=rest)  # fmt: skip
            return [
                {ZH: name, EN: partner} if partner else {ZH: name}
                for name, partner in zip(chinese, partners, strict=True)
            ]
        if english and not cut.certain:
            names = "; ".join(english)
            self._notebook.warn("organization_pairing", subject, lines, "cut", names=names)
        if not chinese or not english:
            return [{ZH: name} for name in chinese] or [{EN: name} for name in english]
        folded = [fold(name) for name in english]
        expected = [self._pairs.get(fold(name)) for name in chinese]
        printed = set(folded)
        pairs = zip(expected, folded, strict=True)
        if any(name and name != english_name and name in printed for name, english_name in pairs):
            self._notebook.warn("organization_pairing", subject, lines, "order")
        return [{ZH: zh, EN: en} for zh, en in zip(chinese, english, strict=True)]
