"""Clock times and their ranges: 9:00-9:30, 9h00 to 9h30, 9h-10h, 上午9时30分至10时, 2 p.m."""

import re
from dataclasses import dataclass
from datetime import time

_CLOCK = (
    r"(?P<half{n}>上午|下午|中午|晚上|晚|早上|凌晨)?\s*"
    # Not within 18.05.2031.
    r"(?:(?<!\d\.)(?<!\d)(?P<h{n}>\d{{1,2}})(?:\s*[:：.]\s*|h)(?P<m{n}>\d{{2}})(?!\d|\.\s?[\d–—-])|"
    r"(?P<hz{n}>\d{{1,2}})(?:\s*[时点](?:(?P<mz{n}>\d{{1,2}})分?|(?P<hf{n}>半)|整)?|{bare})|"
    r"(?P<he{n}>\d{{1,2}})(?=\s*[ap]\.?m\b|\s*[-–—]\s*\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m\b))"
    r"(?:(?P<ap{n}>\s*[ap]\.?\s?m(?:\b|(?-i:(?<=M)(?=[A-Z][a-z])))\.?|(?-i:[ap])(?=[\s–—-]|$))|\s*+)"
)
# 9h may be how long something lasts, and is a time only in a range.
_BARE, _NEVER = r"h(?!\w)", "(?!)"
# A stroke between two lines of a cell, drawn upright
_TO = r"\s*(?:[-‐‑‒–—―－─~～至到]+|\bto\b|\buntil\b|(?<=\n)[|｜︱]\s*\n)\s*"
_RANGE = re.compile(
    _CLOCK.format(n=1, bare=_BARE) + _TO + _CLOCK.format(n=2, bare=_BARE), re.IGNORECASE
)
# 0930-1000 at a line's beginning; 2019-2020 are years.
_WITHOUT_COLON = re.compile(
    r"\s*(?P<years>(?=(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d))?(?P<h1>[01]\d|2[0-3])(?P<m1>[0-5]\d)"
    r"\s*[-–—]\s*(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)(?!\d)"
)
_SINGLE = re.compile(_CLOCK.format(n=1, bare=_NEVER), re.IGNORECASE)
_MIDNIGHT = (24, 0)  # ends a day; none begins with it
ZONE = (
    r"\b(?:UTC(?:[+-]\d+)?|GMT|(?:C|E|W)ES?T|AE[SD]T|NZ[SD]T|EAT|[ECMP][SD]?T|JST|KST|SGT|HKT|BST|IST)\b|"
    r"(?:US\s+)?(?:Eastern|Central|Mountain|Pacific)(?:\s+(?:Standard|Daylight))?\s+Time|"
    r"Beijing\s+time|local\s+time|北京时间|当地时间"
)
_LEFT_OVER = re.compile(
    rf"(?:时间|时段|会议时间|{ZONE}|time|hrs?|h|from)|[\s:：()（）\[\]【】,，|｜/\-–—]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a session as printed, its place in the text; 25:00 is not valid."""

    start: time | None
    end: time | None
    printed: str
    first: int
    last: int
    valid: bool = True


def find(text: str) -> Span | None:
    """Return the first range of times in the text, or a single clock time."""
    if not any(char.isdecimal() for char in text):
        return None
    if (plain := _WITHOUT_COLON.match(text)) and not plain["years"]:
        start, end = (
            time(int(plain["h1"]), int(plain["m1"])),
            time(int(plain["h2"]), int(plain["m2"])),
        )
        return Span(start, end, plain[0].strip(), plain.start(), plain.end())
    if match := _RANGE.search(text):
        first, second = _clock(match, 1, ""), _clock(match, 2, str(match["half1"] or ""))
        if match["ap2"] and not match["ap1"] and not match["half1"]:
            first = _with_half(first, match["ap2"], second)
        return _span(match, first, second)
    match = _SINGLE.search(text)
    if match is None or (match["he1"] and not match["ap1"]):
        return None
    return _span(match, _clock(match, 1, ""), None)


def _span(match: re.Match[str], first: tuple[int, int], second: tuple[int, int] | None) -> Span:
    start, end = _time(first), time() if second == _MIDNIGHT else _time(second)
    valid = start is not None and (second is None or end is not None)
    return Span(start, end, match[0].strip(), match.start(), match.end(), valid)


def _clock(match: re.Match[str], n: int, inherited: str) -> tuple[int, int]:
    hour = int(match[f"h{n}"] or match[f"hz{n}"] or match[f"he{n}"])
    minute = 30 if match[f"hf{n}"] else int(match[f"m{n}"] or match[f"mz{n}"] or 0)
    half = match[f"half{n}"] or inherited
    mark = (match[f"ap{n}"] or "").strip().lower()
    late = half in {"下午", "晚上", "晚"} or mark.startswith("p") or (half == "中午" and hour < 11)
    if late and hour < 12:
        hour += 12
    if hour == 12 and (mark.startswith("a") or half in {"晚上", "晚", "凌晨"}):
        hour = 0  # of midnight
    return hour, minute


def _with_half(first: tuple[int, int], mark: str, second: tuple[int, int]) -> tuple[int, int]:
    later = (first[0] + 12, first[1])
    return (
        later
        if mark.strip().lower().startswith("p") and later <= second and first[0] < 12
        else first
    )


def _time(clock: tuple[int, int] | None) -> time | None:
    return time(*clock) if clock and clock[0] < 24 and clock[1] < 60 else None


def stands_alone(text: str) -> Span | None:
    """Return the span of a line that gives a time and nothing else."""
    span = find(text)
    if span is None:
        return None
    rest = _LEFT_OVER.sub("", text[: span.first] + " " + text[span.last :])
    return span if not rest else None
