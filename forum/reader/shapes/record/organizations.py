"""The organizations of the cover, by role, in two languages."""

import re
from collections.abc import Collection, Mapping, Sequence
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
_ZH = [
    (
        role,
        re.compile(
            rf"^[【\[]?\s*(?P<label>(?:{words}){_SUFFIX}{{0,2}}(?:名单)?)(?:\s*[】\]])?(?:\s*[:：]\s*|[\s\u3000]+|$)(?P<rest>.*)$"
        ),
    )
    for role, words in roles.ORGANIZATION_ROLES_ZH.items()
]
_EN = [
    (
        role,
        re.compile(
            rf"^[【\[]?\s*(?P<label>{words})(?:\(s\))?(?:\s*[】\]])?(?:\s*[:：]\s*|\s+(?=[A-Z])|$)(?P<rest>.*)$",
            re.IGNORECASE,
        ),
    )
    for role, words in roles.ORGANIZATION_ROLES_EN.items()
]


def role_line(text: str) -> RoleLine | None:
    """Return the role that a cover line begins with: 主办单位：…, Hosted by …"""
    text = texts.clean(text)
    if len(text) > 1500:
        return None
    for table, code in ((_ZH, ZH), (_EN, EN)):
        for role, pattern in table:
            match = pattern.match(text)
            if match is None:
                continue
            label, rest = texts.clean(match["label"]), texts.clean(match["rest"])
            if not _is_label(label, text, rest, code):
                continue
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
    """Cut the Chinese names of one role: by line, 、 ； ， spaces, and 和 between two
    institutions.
    """
    result: list[str] = []
    for line in lines:
        for piece in _outside_brackets(line, "、；;，,/|｜\t"):
            result += _by_spaces(piece)
    return [name for piece in result for name in _by_conjunction(piece) if name]


def _outside_brackets(text: str, marks: str) -> list[str]:
    pieces, depth, current = [], 0, ""
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if char in marks and depth <= 0:
            pieces.append(current)
            current = ""
        else:
            current += char
    return [texts.clean(piece) for piece in [*pieces, current] if texts.clean(piece)]


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


class Places:
    """The rows in which names stand, found by the names' first characters in one reading."""

    def __init__(
        self, names: Sequence[Text], rows: Mapping[str, Sequence[tuple[Row, str]]]
    ) -> None:
        self._rows: dict[tuple[str, str], list[int]] = {
            (code, _beginning(text)): [] for name in names for code, text in name.items() if text
        }
        for code, pairs in rows.items():
            lengths = {len(beginning) for language, beginning in self._rows if language == code}
            for row, text in pairs:
                self._read(code, row.number, fold(text), lengths)

    def _read(self, code: str, number: int, text: str, lengths: set[int]) -> None:
        for length in lengths:
            for start in range(max(len(text) - length, 0) + 1):
                row_numbers = self._rows.get((code, text[start : start + length]))
                if (
                    row_numbers is not None
                    and len(row_numbers) < _MOST_PLACES
                    and number not in row_numbers[-1:]
                ):
                    row_numbers.append(number)

    def of(self, name: Text) -> tuple[int, ...]:
        """Return the numbers of the rows in which a name stands in either language."""
        places = (self._rows[code, _beginning(text)] for code, text in name.items() if text)
        return tuple(sorted({number for numbers in places for number in numbers}))


_MOST_PLACES = 100


def _beginning(name: str) -> str:
    return fold(name)[:12]


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
        records: list[OrganizationRecord] = []
        for role in dict.fromkeys(block.role for block in blocks):
            records += self._role(role, [block for block in blocks if block.role == role])
        return tuple(records)

    def _role(self, role: str, blocks: Sequence[RoleBlock]) -> list[OrganizationRecord]:
        chinese = [pair for block in blocks if block.language == ZH for pair in block.lines]
        english = [pair for block in blocks if block.language == EN for pair in block.lines]
        self._check_empty(role, blocks)
        chinese = [pair for pair in chinese if not self._is_placeholder(role, *pair)]
        english = [pair for pair in english if not self._is_placeholder(role, *pair)]
        rows = [row for row, _ in (*chinese, *english)]
        names_zh = split_zh([text for _, text in chinese])
        cut = self._english.cut([text for _, text in english], len(names_zh))
        names = self._paired(role, names_zh, cut, rows)
        places = Places(names, {ZH: chinese, EN: english})
        everywhere = numbers(rows)
        return [
            OrganizationRecord(role, number, name, places.of(name) or everywhere)
            for number, name in enumerate(names, 1)
        ]

    def _check_empty(self, role: str, blocks: Sequence[RoleBlock]) -> None:
        for block in blocks:
            if not any(text for _, text in block.lines):
                self._notebook.warn(
                    "field_empty", block.label, [row.number for row, _ in block.lines],
                    "organization",
                )  # fmt: skip

    def _is_placeholder(self, role: str, row: Row, text: str) -> bool:
        if not is_placeholder(text):
            return not text
        self._notebook.warn(
            "placeholder", roles.ORGANIZATION_SUBJECTS[role], [row.number],
            "organization",
            text=placeholder(text),
        )  # fmt: skip
        return True

    def _paired(
        self, role: str, chinese: list[str], english: english_names.Cut, rows: list[Row]
    ) -> list[dict[str, str]]:
        if not chinese:
            if english.names and not english.certain:
                self._uncertain(role, english, rows)
            return [{EN: name} for name in english.names]
        if not english.names:
            return [{ZH: name} for name in chinese]
        if len(chinese) != len(english.names):
            return self._unpaired(role, chinese, english, rows)
        if not english.certain:
            self._uncertain(role, english, rows)
        self._check_known(role, chinese, english.names, rows)
        return [{ZH: zh, EN: en} for zh, en in zip(chinese, english.names, strict=True)]

    def _uncertain(self, role: str, english: english_names.Cut, rows: list[Row]) -> None:
        self._notebook.warn(
            "organization_pairing", roles.ORGANIZATION_SUBJECTS[role], numbers(rows),
            "cut",
            names="; ".join(english.names),
        )  # fmt: skip

    def _unpaired(
        self, role: str, chinese: list[str], english: english_names.Cut, rows: list[Row]
    ) -> list[dict[str, str]]:
        """Keep the Chinese names; give English only to those that the database knows in both."""
        by_fold = {fold(name): name for name in english.names}
        result, used = [], set()
        for name in chinese:
            english_name = by_fold.get(self._pairs.get(fold(name), ""), "")
            used.add(english_name)
            result.append({ZH: name, EN: english_name} if english_name else {ZH: name})
        unpaired = [name for name in english.names if name not in used]
        self._notebook.warn(
            "organization_pairing", roles.ORGANIZATION_SUBJECTS[role], numbers(rows),
            "count",
            chinese=len(chinese), english=len(english.names), names="; ".join(unpaired),
        )  # fmt: skip
        return result

    def _check_known(
        self, role: str, chinese: list[str], english: Sequence[str], rows: list[Row]
    ) -> None:
        """Warn where the database knows one of the Chinese names under another English one here."""
        folded = [fold(name) for name in english]
        printed = set(folded)
        for zh, en in zip(chinese, folded, strict=True):
            expected = self._pairs.get(fold(zh))
            if expected and expected != en and expected in printed:
                self._notebook.warn(
                    "organization_pairing", roles.ORGANIZATION_SUBJECTS[role], numbers(rows),
                    "order",
                )  # fmt: skip
                return
