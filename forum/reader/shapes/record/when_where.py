"""The event's days and place: which of the printed ones hold, and which disagree."""

from collections.abc import Iterable, Sequence
from datetime import date

from forum.reader.event_record import EN, LANGUAGES, ZH
from forum.reader.shapes.record import places, texts
from forum.reader.shapes.record.cover import Cover
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.introduction import Facts
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.places import Place
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary.places import CITIES, CITIES_EN


def days(cover: Cover, facts: Facts, notebook: Notebook) -> tuple[date | None, date | None]:
    """Return the first and last day: the cover's first date that exists, else the
    introduction's.
    """
    printed = [*cover.days, *facts.days]
    for row, each in printed:
        if not each.valid:
            notebook.error(
                "date_invalid", each.printed, [row.number],
                date=each.printed,
            )  # fmt: skip
        elif not each.weekday_agrees:
            notebook.warn(
                "date_conflict", each.printed, [row.number],
                "weekday",
                date=each.printed,
            )  # fmt: skip
    sound = [(row, each) for row, each in printed if each.valid]
    if not sound:
        if not printed:
            notebook.warn(
                "field_empty", "date", [],
                "date",
            )  # fmt: skip
        return None, None
    kept_row, kept = sound[0]
    _check_days(kept_row, kept, sound[1:], facts, notebook)
    return kept.start, kept.end


def _check_days(
    kept_row: Row,
    kept: Days,
    others: Sequence[tuple[Row, Days]],
    facts: Facts,
    notebook: Notebook,
) -> None:
    conflicts = [
        (row, each.printed) for row, each in others
        if (each.start, each.end) != (kept.start, kept.end) and not _within(each, kept)
    ]  # fmt: skip
    for row, printed, month, day in facts.month_days:
        if (
            kept.start
            and kept.end
            and not any((each.month, each.day) == (month, day) for each in (kept.start, kept.end))
        ):
            conflicts.append((row, printed))
    for row, printed in conflicts:
        notebook.warn(
            "date_conflict", printed, [kept_row.number, row.number],
            "other",
            other=printed, kept=kept.printed,
        )  # fmt: skip


def _within(part: Days, whole: Days) -> bool:
    """Tell whether a single day lies inside the event's range: a sentence on one of its days."""
    return (
        whole.start != whole.end
        and part.start == part.end
        and part.start is not None
        and whole.start is not None
        and whole.end is not None
        and whole.start <= part.start <= whole.end
    )


def place(cover: Cover, facts: Facts, notebook: Notebook) -> dict[str, Place]:
    """Return city, country and venue per language; the cover comes before the introduction."""
    result: dict[str, Place] = {}
    for code in LANGUAGES:
        printed = [
            (row, each) for row, each in [*cover.places, *facts.places] if _code(row, each) == code
        ]
        if printed:
            result[code] = Place(
                _first(each.city for _, each in printed),
                _first(each.country for _, each in printed),
                _first(each.venue for _, each in printed),
            )
            _check_cities(result[code], printed, notebook)
    if ZH in result and EN in result and places.disagree(result[ZH], result[EN]):
        lines = [row.number for row, _ in cover.places]
        notebook.warn(
            "place_conflict", result[EN].city or result[EN].country, lines,
            "languages",
            zh=_printed(result[ZH]), en=_printed(result[EN]),
        )  # fmt: skip
    return result


def _code(row: Row, each: Place) -> str:
    text = f"{each.city}{each.country}{each.venue}"
    return ZH if texts.has_han(text) else EN


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _printed(each: Place) -> str:
    return " ".join(part for part in (each.country, each.city) if part)


def _check_cities(kept: Place, printed: Sequence[tuple[Row, Place]], notebook: Notebook) -> None:
    first = next((row for row, each in printed if each.city), None)
    for row, each in printed:
        city = each.city or places.city_of(each.venue)
        if first and city and kept.city and not _same_city(city, kept.city):
            notebook.warn(
                "place_conflict", city, [first.number, row.number],
                "other",
                other=city, kept=kept.city,
            )  # fmt: skip


def _same_city(one: str, other: str) -> bool:
    if one.casefold() == other.casefold() or one in other or other in one:
        return True
    if texts.has_han(one) and texts.has_han(other):
        return False
    return not (one.casefold() in CITIES_EN and other.casefold() in CITIES_EN)


def check_captions(
    kept: dict[str, Place], mentions: Sequence[tuple[Row, str]], notebook: Notebook
) -> None:
    """Warn where a caption sends somebody to another known city than the event's: 在北京出席."""
    city = kept[ZH].city if ZH in kept else ""
    if not city:
        return
    elsewhere: dict[str, list[int]] = {}
    for row, place_name in mentions:
        plain = place_name.removesuffix("市")
        if plain in CITIES and city in CITIES and plain != city:
            elsewhere.setdefault(plain, []).append(row.number)
    for name, lines in elsewhere.items():
        notebook.warn(
            "place_conflict", name, lines,
            "caption",
            other=name, kept=city,
        )  # fmt: skip
