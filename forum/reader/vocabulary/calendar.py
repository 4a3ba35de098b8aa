"""Months and days of the week in both languages."""

from typing import Final

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip

MONTHS: Final[dict[str, int]] = (
    {name: value for value, name in enumerate(_MONTHS, 1)}
    | {name[:3]: value for value, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))

DAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

# As date.weekday(): Monday is 0.
WEEKDAYS: Final[dict[str, int]] = (
    {name: value for value, name in enumerate(DAYS)}
    | {name[:3]: value for value, name in enumerate(DAYS)}
    | {"tues": 1, "thur": 3, "thurs": 3}
    | {char: value for value, char in enumerate("一二三四五六日")}
    | {"天": 6}
)
WEEKDAY_ZH: Final = "(?:星期|周|礼拜)([一二三四五六日天])"
WEEKDAY_EN: Final = "|".join(DAYS) + "|mon|tues?|wed|thurs?|thur|fri|sat|sun"
# (六), （星期六）, (Sat): behind a day
WEEKDAY_BEHIND: Final = (
    rf"[（(]\s*(?:(?:星期|周|週|礼拜|禮拜)?[一二三四五六日天]|(?:{WEEKDAY_EN})\.?)\s*[)）]"
)
