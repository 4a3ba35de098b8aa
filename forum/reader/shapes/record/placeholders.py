"""What stands where a fact is still to come: 待定, XXX, TBC, ____."""

import re

_PLACEHOLDER = re.compile(
    r"待定|待确认|待补充?|待核实|待填写?|待公布|待通知|拟定中|暂缺|暂无|"
    r"(?<![A-Za-z])(?:[XxＸｘ]{2,}|[×✕╳]{2,})(?![A-Za-z])|"
    r"\b(?:TBC|TBD|TBA|TBN)\b|\bto\s+be\s+(?:confirmed|determined|announced|decided)\b|"
    r"_{2,}|＿{2,}|【[\s\u3000]*】|[（(][\s\u3000]*[)）]|\[[\s\u3000]*\]|[?？]{3,}|<[^<>]{1,30}>|"
    r"\bN/A\b|\blorem ipsum\b",
    re.IGNORECASE,
)


def placeholder(text: str) -> str:
    """Return the placeholder that stands in the text, "" when there is none."""
    match = _PLACEHOLDER.search(text)
    return match[0] if match else ""


def is_placeholder(text: str) -> bool:
    """Tell whether the text is a placeholder and nothing else."""
    rest = _PLACEHOLDER.sub("", text)
    return bool(_PLACEHOLDER.search(text)) and not re.search(r"[\w\u3400-\u9fff]", rest)
