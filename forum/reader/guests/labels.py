"""Labels within a cell, each put on a line of its own: Moderator: Anna Berg. Panellists: …"""

import re
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.roles import NOUNS_ZH

# Moderator: Anna Berg. Panellists: …; 主持人 Moderator: 林岚；嘉宾 Panellists: …
_FURTHER_LABEL: Final = re.compile(
    r"(?:[.。;；|｜]|(?<=\S)[ \u3000]+(?=[\u3400-\u9fff]))\s*"
    r"(?P<label>[A-Z][A-Za-z ]{3,24}|[\u3400-\u9fff]{2,6}(?:\s*[/／]?\s*[A-Z][A-Za-z ]{3,24})?)"
    r"\s*[:：]"
)
# 主持人 某报总编辑 林岚
_ROLE_BEFORE_SPACE: Final = re.compile(
    rf"^(?P<role>{NOUNS_ZH})[ \u3000]+(?![A-Za-z ]{{4,24}}[:：])(?=\S+[ \u3000]+\S)",
    re.MULTILINE,
)
# A label whose role nobody knows is no title of whom it names, nor is it a name.
UNKNOWN_LABEL: Final = re.compile(r"^(?:[\u3400-\u9fff]{2,8}|[A-Za-z][A-Za-z ]{2,24})\s*[:：]")


def lines_with_labels(cell: str) -> list[str]:
    """Return the lines of a cell, each label of a role at the beginning of one."""
    parted = _FURTHER_LABEL.sub(_on_its_own_line, cell.strip())
    return _ROLE_BEFORE_SPACE.sub(r"\g<role>：", parted).splitlines()


def _on_its_own_line(label: re.Match[str]) -> str:
    """Return what stands before a label, which begins a line if it names a role."""
    is_role = role_label(f"{label['label']}:", language_of(label["label"])) is not None
    return f"\n{label['label']}:" if is_role else label[0]
