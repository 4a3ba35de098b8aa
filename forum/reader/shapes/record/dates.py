"""Days and ranges of days: 2023年11月5日至7日, 5–7 November 2023, November 5th, 2023-11-05."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forum.reader.vocabulary import calendar, numerals

_TO = r"\s*(?:[-‐‑‒–—―－─~～至到]+|\bto\b|\band\b)\s*"
_WEEK_ZH = rf"(?:\s*[（(]?\s*{calendar.WEEKDAY_ZH}\s*[)）]?)?"
_NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ZH = re.compile(
    rf"(?P<roc>民[国國]\s*)?(?<!\d)(?P<y>\d{{4}}|\d{{2,3}}|[二〇○零一九八七六五四三]{{4}})\s*年\s*(?P<m>{_NUM})\s*月\s*(?P<d>{_NUM})\s*[日号]?{_WEEK_ZH}"
    rf"(?:{_TO}(?:(?:(?P<y2>\d{{4}})\s*年\s*)?(?P<m2>{_NUM})\s*月\s*)?(?P<d2>{_NUM})\s*[日号])?"
)
_WHOLE_YEAR, _SHORT_YEAR = 4, 2  # digits
_REPUBLIC = 1911  # the year before its first
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
    rf"(?:{_WEEK_ZH})(?:\s*(?:[–—―~～至到]+|\s-\s|-(?=(?:19|20)\d\d))\s*"
    r"(?:(?P<y2>(?:19|20)\d{2})(?P=sep))?(?:(?P<m2>\d{1,2})(?P=sep))?(?P<d2>\d{1,2})(?!\d))?"
)
# 18.05.2031, 18.–20.05.2031
_DOTTED = re.compile(
    r"(?<![\d.])(?P<d>\d{1,2})\.(?:(?:\s?(?P<m0>\d{1,2})\.?)?\s*[-–—]\s*(?P<d2>\d{1,2})\.)?"
    r"\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d{2})(?!\d)"
)
_ORD = r"(?:\s*(?:st|nd|rd|th)\b)?"
_WD = rf"(?:(?:{calendar.WEEKDAY_EN})\.?\b,?\s*(?:the\s+)?)?"
_EN_DAY_FIRST = re.compile(
    rf"(?P<w>{_WD})\b(?P<d>\d{{1,2}}){_ORD}\s*(?:of\s+)?(?:(?P<m0>{calendar.MONTH})\.?,?\s*(?:(?P<y0>\d{{4}})\s*)?)?"
    rf"(?:{_TO}(?:{_WD})(?P<d2>\d{{1,2}}){_ORD}\s*(?:of\s+)?)?(?P<m>{calendar.MONTH})?\.?,?\s*(?P<y>\d{{4}})\b",
    re.IGNORECASE,
)
_EN_MONTH_FIRST = re.compile(
    rf"(?P<w>{_WD})\b(?P<m0>{calendar.MONTH})\.?\s+(?P<d>\d{{1,2}}){_ORD}(?:,\s*(?P<y0>\d{{4}}))?"
    rf"(?:{_TO}(?:(?P<m>{calendar.MONTH})\.?\s+)?(?P<d2>\d{{1,2}}){_ORD})?,?\s*(?P<y>\d{{4}})?\b"
    rf"(?P<w2>,?\s*[(（]?(?:{calendar.WEEKDAY_EN})\b[)）]?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Days:
    """One date or range of dates as printed.

    start, end: None when such a day does not exist (2月30日) or the range runs backwards.
    weekday: the weekday that the text prints for the first day, Monday 0; None when it prints none.
    first, last: its place in the text.
    """

    start: date | None
    end: date | None
    printed: str
    first: int
    last: int
    weekday: int | None = None

    @property
    def valid(self) -> bool:
        return self.start is not None

    @property
    def weekday_agrees(self) -> bool:
        return self.start is None or self.weekday in {None, self.start.weekday()}


def find(text: str) -> Days | None:
    """Return the first whole date (day, month and year) in the text."""
    return next(find_all(text), None)


def find_all(text: str) -> Iterator[Days]:
    """Yield the whole dates in the text from left to right."""
    if not re.search(r"\d{4}|年", text):
        return
    patterns = ((_ZH, _numeric), (_ISO, _numeric), (_DOTTED, _dotted), (_EN_DAY_FIRST, _english),
                (_EN_MONTH_FIRST, _english))  # fmt: skip
    matches = [
        days
        for pattern, reader in patterns
        for match in pattern.finditer(text)
        if (days := reader(match, text)) is not None
    ]
    last = -1
    for days in sorted(matches, key=lambda days: (days.first, -days.last)):
        if days.first >= last:
            yield days
            last = days.last


def _numeric(match: re.Match[str], text: str) -> Days | None:
    year = match["y"].replace("○", "〇")
    if is_republican := len(year) < _WHOLE_YEAR:
        year = str(int(year) + _REPUBLIC)
    start = tuple(numerals.number(part) or 0 for part in (year, match["m"], match["d"]))
    end = tuple(numerals.number(match[key] or "") or first
                for key, first in zip(("y2", "m2", "d2"), start, strict=True))  # fmt: skip
    behind = text[match.end() :][:12]
    printed = _WEEKDAY_ZH.search(match[0]) or _WEEKDAY_ZH.match(behind)
    weekday = printed or _BRACKETED_DAY.match(behind)
    days = _days(match, start, end, weekday[1] if weekday else "")
    # 103年 is of the Republic where its name, or the weekday, says so. 24年 may be short for 2024,
    # whose weekdays are for a whole year those of 1935: only the name tells.
    is_dated = days.weekday is not None and days.start and len(match["y"]) > _SHORT_YEAR
    is_told = match.re is _ZH and (match["roc"] or is_dated)
    return days if not is_republican or (is_told and days.weekday_agrees) else None


def _dotted(match: re.Match[str], _text: str) -> Days:
    year, month, day = (int(match[part]) for part in "ymd")
    start = (year, int(match["m0"] or month), day)
    return _days(match, start, (year, month, int(match["d2"] or day)), "")


def _english(match: re.Match[str], text: str) -> Days | None:
    first_month, year = match["m0"] or match["m"], match["y"] or match["y0"]
    if first_month is None or year is None:
        return None
    start = (int(match["y0"] or year), _month(first_month), int(match["d"]))
    end = (int(year), _month(match["m"] or first_month), int(match["d2"] or match["d"]))
    weekday = _WEEKDAY_EN.match(match["w"]) or _WEEKDAY_EN.match(text[match.end() :][:14])
    return _days(match, start, end, weekday[1].lower() if weekday else "")


_WEEKDAY_ZH = re.compile(rf"\s*[（(,，]?\s*{calendar.WEEKDAY_ZH}")
# 113年11月15日（五）
_BRACKETED_DAY = re.compile(r"\s*[（(]\s*([一二三四五六日])\s*[)）]")
_WEEKDAY_EN = re.compile(rf"\s*,?\s*[(（]?\s*({calendar.WEEKDAY_EN})\b", re.IGNORECASE)


def _days(match: re.Match[str], start: tuple[int, ...], end: tuple[int, ...], weekday: str) -> Days:
    first, last = _date(start), _date(end)
    if first is None or last is None or last < first:
        first = last = None
    printed = match[0].strip(" ,，")
    return Days(first, last, printed, match.start(), match.end(), calendar.WEEKDAYS.get(weekday))


def _date(parts: tuple[int, ...]) -> date | None:
    try:
        return date(*parts[:3])
    except ValueError:
        return None


def _month(name: str) -> int:
    return calendar.MONTHS[name.lower().rstrip(".")]


# A work's year: 《潮汐白皮书（2031）》, 潮汐报告（2031）发布会
_OF_WORK = re.compile(
    r"《[^《》]*》|(?:报告|[白蓝绿]皮书|规划|计划|纲要|指南|方案|年鉴|名录|榜单)\s*[（(]?\s*(?:19|20)\d\d(?!\d)|"
    r"\b(?:Report|Outlook|Yearbook|White\s+Paper|Plan)\s*\(?\s*(?:19|20)\d\d\b"
)


def year_in(text: str) -> int | None:
    """Return the one year that a text names, as a title does: 2024鞍山工业遗产周.

    That of a work which it names is none of the event's, nor is a class's: 2013届毕业生.
    """
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d|[级届])", _OF_WORK.sub("", text)))
    return int(years.pop()) if len(years) == 1 else None


def day_in(text: str, year: int | None) -> date | None:
    """Return the one day that a text names, as far as it has a year or one is known."""
    days = find(text)
    if days:
        return days.start if days.start == days.end else None
    return short_day(text, year)


_BARE_ZH = re.compile(r"(?<![\d年])(?=\d{1,2}\s*月\s*\d{1,2}\s*日)")
_BARE_EN = re.compile(
    rf"\b(?:\d{{1,2}}{_ORD}\s*(?:{calendar.MONTH})?{_TO})?\d{{1,2}}{_ORD}\s+(?:{calendar.MONTH})\b|"
    rf"\b(?:{calendar.MONTH})\.?\s+\d{{1,2}}{_ORD}(?:{_TO}(?:(?:{calendar.MONTH})\s+)?\d{{1,2}}{_ORD})?\b",
    re.IGNORECASE,
)


def find_without_year(text: str, year: int | None, published: date | None) -> Days | None:
    """Return the first days of a text that prints no year, in one that is known otherwise.

    year: that of the event's name. published: when the paper was made, which the days precede.
    """
    latest = published if year is None else None
    year = year or (published.year if published else None)
    if year is None:
        return None
    if bare := _BARE_ZH.search(text):
        printed, dated = text, f"{year}年{text[bare.start() :]}"
    elif bare := _BARE_EN.search(text):
        printed, dated = bare[0], f"{bare[0]}, {year}"
    else:
        return None
    days = find(dated)
    if days and days.start and latest and days.start > latest:
        return find_without_year(printed, year - 1, None)
    return days


_DAYS_ZH = re.compile(
    rf"(?<![\d年])\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]?(?:{_TO}(?:\d{{1,2}}\s*月\s*)?\d{{1,2}})?\s*[日号]"
)


def bare_days(text: str) -> str:
    """Return the first days of a text that prints no year with them, as printed, "" for none."""
    if find(text):
        return ""
    days = _DAYS_ZH.search(text) or _BARE_EN.search(text)
    return days[0].strip() if days else ""


_SHORT_ZH = re.compile(rf"(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号](?!{_TO}\d)")
# 09.07 (六), 9/7 (Sat): the weekday says that it is no time
_SHORT_FIGURES = re.compile(
    rf"^\s*(?P<m>0?[1-9]|1[0-2])\s*[./]\s*(?P<d>0?[1-9]|[12]\d|3[01])\s*{calendar.WEEKDAY_BEHIND}",
    re.IGNORECASE,
)
_SHORT_EN = re.compile(
    rf"\b(?P<d>\d{{1,2}}){_ORD}\s+(?P<m>{calendar.MONTH})\b|"
    rf"\b(?P<m2>{calendar.MONTH})\.?\s+(?P<d2>\d{{1,2}}){_ORD}\b(?!{_TO}\d)",
    re.IGNORECASE,
)


def short_day(text: str, year: int | None) -> date | None:
    """Return the day of a heading without a year: 11月5日上午, Day 2: 6 November, 09.07 (六)."""
    if not year:
        return None
    if figures := _SHORT_ZH.search(text) or _SHORT_FIGURES.match(text):
        return _date((year, int(figures["m"]), int(figures["d"])))
    en = _SHORT_EN.search(text)
    if en is None:
        return None
    return _date((year, _month(en["m"] or en["m2"]), int(en["d"] or en["d2"])))
