"""The twin of a line, of the same length, that words are matched in: 園區 -> 园区, １ -> 1, • -> ·.

What is stored is always the author's text: ``Restorer`` finds where a value stands in the twin and
gives what stands there in the document.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final

from forum.core.names import MIDDLE_DOTS, is_han, simplified
from forum.reader.event_record import EventRecord, Finding, Line
from forum.reader.vocabulary.roles import PERSON_ROLES_ZH

_SPREAD_DOT = re.compile(
    rf"(?<=[\u3400-\u9fff])(?:[ \u3000]+([{MIDDLE_DOTS}])[ \u3000]*|([{MIDDLE_DOTS}])[ \u3000]+)"
    r"(?=[\u3400-\u9fff])"
)
_QUOTES: Final = {
    "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "〝": "“", "〞": "”",
    # As marks are printed in columns.
    "︐": "，", "︑": "、", "︒": "。", "︓": "：", "︔": "；", "︕": "！", "︖": "？",
}  # fmt: skip
# Half-width marks in Chinese text, as its own marks are.
_MARKS: Final = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN: Final = "\u3400-\u9fff”’》」』）"
_HALF_MARK = re.compile(rf"(?<=[{_HAN}])[,:;?!()]|\((?=[\u3400-\u9fff])")
# 论坛(2031): a bracket of which one half stands beside a Han character, and the other does not
_HALF_BRACKET = re.compile(r"（([^（()）]*)\)|\(([^（()）]*)）")
_STRAIGHT = re.compile(r'"([^"]*)"')
# Nothing is cut within a short quotation: its commas and colons become forms of their own.
_QUOTED = re.compile(r"“[^“”。！？!?]{1,60}”|《[^《》。！？!?]{1,60}》")
_WITHIN: Final = str.maketrans(
    {",": "︐", "，": "︐", "、": "︑", ":": "︓", "：": "︓", ";": "︔", "；": "︔"}
)
# 主持人｜林岚 is a label as 主持人：林岚 is; in 时间｜主持人｜姓名 bars part columns.
_BAR: Final = "[|｜│丨]"
_LABELS: Final = "|".join(
    (
        *PERSON_ROLES_ZH.values(),
        "(?:专题|主题|主旨)?(?:分享|演讲|报告)|时间|日期|地点|地址|会场|讲题|题目",
    )
)
_ANY_BAR: Final = re.compile(_BAR)
_HEADS: Final = f"{_LABELS}|姓名|职务|单位|环节|主题|内容|议程"
_BARRED_LABEL = re.compile(
    rf"(?<![\u3400-\u9fffA-Za-z])(?P<label>{_LABELS})(?P<space>[ \u3000]*){_BAR}"
    rf"(?=[ \u3000]*[^\s|｜│丨])(?![^|｜│丨\n]*{_BAR}\s*$)"
    rf"(?![ \u3000]*(?:{_HEADS})[ \u3000]*(?:{_BAR}|$))"
)
_PLAIN = re.compile(r"[\x00-\x7f]*")
_FIRST_HAN: Final = 0x2F00


@lru_cache(maxsize=16_384)
def _twin(char: str) -> str:
    """Return the character that stands for one in the twin."""
    if char in _QUOTES:
        return _QUOTES[char]
    code = ord(char)
    if _is_variant(code) and (folded := unicodedata.normalize("NFKC", char)).isalnum():
        return simplified(folded)
    if code >= _FIRST_HAN:
        plain = simplified(char)
        return plain if len(plain) == 1 else char
    return char


def _is_variant(code: int) -> bool:
    """Tell whether a character is full width, a radical, as PDFs give for Han, or a doubled Han."""
    return 0xFF10 <= code <= 0xFF5A or 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF


def shadow(text: str) -> str:
    """Return the twin of a text."""
    if _PLAIN.fullmatch(text):
        return text
    twin = _with_colons("".join(map(_twin, text)))
    if is_han(twin):  # a comma behind a quotation in English stays one
        twin = _HALF_MARK.sub(lambda match: _MARKS[match[0]], twin)
        twin = _HALF_BRACKET.sub(lambda match: f"（{match[1] or match[2] or ''}）", twin)
    if twin.count('"') % 2 == 0:
        twin = _STRAIGHT.sub("“\\1”", twin)
    twin = _QUOTED.sub(lambda match: match[0].translate(_WITHIN), twin)
    # Spaces around a dot become dots, so that a name stays in one piece.
    return _SPREAD_DOT.sub(lambda match: (match[1] or match[2]) * len(match[0]), twin)


def plain_han(text: str) -> str:
    """Return a text of the same length in Simplified characters, all else as it is."""
    if _PLAIN.fullmatch(text):
        return text
    return _with_colons("".join(_twin(char) if ord(char) >= _FIRST_HAN else char for char in text))


def _with_colons(twin: str) -> str:
    """Return a twin whose labels end in colons where they are written with upright bars."""
    # Another bar parts columns: 嘉宾｜王芳｜馆长.
    bars = len(_ANY_BAR.findall(twin))
    if not bars or len(_BARRED_LABEL.findall(twin)) < bars:
        return twin
    return _BARRED_LABEL.sub(r"\g<label>\g<space>：", twin)


class Restorer:
    """Gives back the author's text of values that were read in twins."""

    def __init__(self, lines: Sequence[Line], twins: Sequence[Line]) -> None:
        self._pairs = {
            line.number: (line.text, twin.text) for line, twin in zip(lines, twins, strict=True)
        }
        self._changed = [pair for pair in self._pairs.values() if pair[0] != pair[1]]
        self._held: dict[str, str] = {}

    def record(self, record: EventRecord) -> EventRecord:
        """Return a record in the author's text; codes and keys are no text."""
        return self._restored(record, ()) if self._changed else record

    def _restored(self, part: Any, lines: tuple[int, ...]) -> Any:
        lines = getattr(part, "lines", lines)
        changed: dict[str, Any] = {}
        for field in fields(part):
            value = getattr(part, field.name)
            if isinstance(part, Finding):
                new = self._of_finding(field.name, value, lines)
            else:
                new = self._value(field.name, value, lines)
            if new is not value:
                changed[field.name] = new
        return replace(part, **changed) if changed else part

    def _value(self, name: str, value: Any, lines: tuple[int, ...]) -> Any:
        if isinstance(value, Mapping):
            return {code: self.text(text, lines) for code, text in value.items()}
        if name == "other_names":
            return tuple(self.text(text, lines) for text in value)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            return tuple(self._restored(part, lines) for part in value)
        return self._restored(value, lines) if is_dataclass(value) else value

    def _of_finding(self, name: str, value: Any, lines: tuple[int, ...]) -> Any:
        if name == "subject":
            return self.text(value, lines)
        if name != "params":
            return value
        return {key: self._of_params(param, lines) for key, param in value.items()}

    def _of_params(self, value: Any, lines: tuple[int, ...]) -> Any:
        if isinstance(value, str):
            return self.text(value, lines)
        if isinstance(value, list | tuple):
            return [self._of_params(item, lines) for item in value]
        return value

    def text(self, text: str, lines: Iterable[int]) -> str:
        """Return the author's text of a value; lines: where it is likely to stand."""
        likely = [self._pairs[number] for number in lines if number in self._pairs]
        parts = text.split("\n")
        whole = _whole_lines(likely) if len(parts) > 1 else {}
        return "\n".join(whole.get(part) or self._fragment(part, likely) for part in parts)

    def _fragment(self, part: str, likely: Sequence[tuple[str, str]]) -> str:
        """Return the author's text of a paragraph, which may be joined from several lines."""
        if not part:
            return part
        for written, twin in likely:
            if (place := twin.find(part)) >= 0:
                return written[place : place + len(part)]
        if part not in self._held:
            self._held[part] = self._anywhere(part, likely)
        return self._held[part]

    def _anywhere(self, part: str, likely: Sequence[tuple[str, str]]) -> str:
        # What somewhere stands so is the author's own; another line may print it otherwise.
        if any(part in written for written, _twin in self._pairs.values()):
            return part
        places = ((written, twin.find(part)) for written, twin in self._changed)
        return next(
            (written[place : place + len(part)] for written, place in places if place >= 0),
            part if _PLAIN.fullmatch(part) else _joined(part, likely or self._changed),
        )


def _whole_lines(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the lines by their twins: of a long speech each paragraph is found at once."""
    whole: dict[str, str] = {}
    for written, twin in pairs:
        bare = twin.strip()
        start = len(twin) - len(twin.lstrip())
        whole.setdefault(bare, written[start : start + len(bare)])
    return whole


def _joined(part: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return a text that was joined from pieces of several lines, piece by piece."""
    result: list[str] = []
    at = 0
    while at < len(part):
        piece = _longest_piece(part[at:], pairs)
        if piece is None:
            result.append(part[at])
            at += 1
        else:
            result.append(piece)
            at += len(piece)
    return "".join(result)


_SHORTEST_PIECE: Final = 2


def _longest_piece(rest: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    best = ""
    for written, twin in pairs:
        place = twin.find(rest[:_SHORTEST_PIECE])
        while place >= 0:
            length = _common(rest, twin, place)
            if length > len(best):
                best = written[place : place + length]
            place = twin.find(rest[:_SHORTEST_PIECE], place + 1)
    return best or None


def _common(rest: str, twin: str, place: int) -> int:
    length = 0
    while (
        length < len(rest) and place + length < len(twin) and rest[length] == twin[place + length]
    ):
        length += 1
    return length
