"""Labels of a list that name a role: 主持人：, Moderator:."""

import re
from dataclasses import dataclass

from forum.reader.event_record import EN
from forum.reader.shapes.record import segments, texts
from forum.reader.vocabulary import roles

_ROLES_ZH = {
    role: re.compile(rf"^(?P<before>.{{0,30}}?)(?:{words})(?P<after>\s*[（(][^）)]*[)）])?\s*$")
    for role, words in roles.PERSON_ROLES_ZH.items()
}
_EN = r"^(?P<before>.{{0,60}}?)\b(?:{})(?P<after>\s*[(][^)]*[)]|\s+(?:for|of)\s+.*)?$"
_ROLES_EN = {
    role: re.compile(_EN.format(words), re.IGNORECASE)
    for role, words in roles.PERSON_ROLES_EN.items()
}
_LABEL = re.compile(r"^(?P<label>[^:：]{1,60}?)\s*[:：]\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class RoleLabel:
    """主持人：, 签约代表：, 致辞环节主持人：, Moderator: with what follows the colon."""

    role: str
    scope: str
    rest: str


_WHOLE = re.compile(r"(?:论坛|会议|大会|全场|总)的?|(?i:session|meeting|forum|conference|event)")
_COLON = re.compile("[:：]")
# Speaker 3: the number is none of a session.
_NUMBER = re.compile(r"(?<=[a-z\u3400-\u9fff])\s*\d{1,2}$")
_BOTH = re.compile(r"^(.*[\u3400-\u9fff)）])\s*[/／]?\s*[A-Za-z][A-Za-z ()]*$")
# A colon farther from the line's beginning ends no label.
_LONGEST_LABEL = 200


def label_of(text: str) -> re.Match[str] | None:
    """Return a line's label and what follows its colon, if it has one.

    A colon within brackets ends no label of what stands before these: Panel (Chair: Anna Berg).
    """
    match = _LABEL.match(text) if _COLON.search(text, 0, _LONGEST_LABEL) else None
    return None if match and _is_open(match["label"]) else match


def _is_open(text: str) -> bool:
    """Tell whether a bracket is open at the end of a text that does not begin with it."""
    return max(text.rfind("("), text.rfind("（")) > max(0, text.rfind(")"), text.rfind("）"))


def role_label(text: str, code: str) -> RoleLabel | None:
    """Return the role that a line's label names, None when it has no such label."""
    match = label_of(text)
    if match is None and len(text) > _LONGEST_LABEL:
        return None
    label, rest = (match["label"], texts.clean(match["rest"])) if match else (text, "")
    label = _NUMBER.sub("", texts.clean(label).strip("【】[]〖〗 •·-*"))
    if both := _BOTH.match(label):
        label = both[1]
    if len(label) > 60 or (match is None and len(label) > 24):
        return None
    for role, pattern in (_ROLES_EN if code == EN else _ROLES_ZH).items():
        if role_match := pattern.match(label):
            scope = texts.clean(role_match["before"].strip("0123456789.、 "))
            further = texts.clean((role_match["after"] or "").strip("（）() "))
            if not scope or _WHOLE.fullmatch(scope) or segments.covers_only(scope, code):
                return RoleLabel(role, scope or further, rest)
    return None
