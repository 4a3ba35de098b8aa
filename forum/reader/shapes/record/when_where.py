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
    for row, days_printed in printed:
        if not days_printed.valid:
            notebook.error(
                "date_invalid", days_printed.printed, [row.number],
                date=days_printed.printed,
            )  # fmt: skip
        elif not days_printed.weekday_agrees:
            notebook.warn(
                "date_conflict", days_printed.printed, [row.number],
                "weekday",
                date=days_printed.printed,
            )  # fmt: skip
    sound = [(row, days_printed) for row, days_printed in printed if days_printed.valid]
    if not sound:
        if not printed:
            notebook.warn(
                "field_empty", "date", [],
                "date",
            )  # fmt: skip
        return None, None
    kept_row, event_days = sound[0]
    _check_days(kept_row, event_days, sound[1:], facts, notebook)
    return event_days.start, event_days.end


def _check_days(
    kept_row: Row,
    event_days: Days,
    mentions: Sequence[tuple[Row, Days]],
    facts: Facts,
    notebook: Notebook,
) -> None:
    conflicts = [
        (row, mention.printed) for row, mention in mentions
        if (mention.start, mention.end) != (event_days.start, event_days.end)
        and not _within(mention, event_days)
    ]  # fmt: skip
    for row, printed, month, day in facts.month_days:
        if (
            event_days.start
            and event_days.end
            and not any(
                (mention.month, mention.day) == (month, day)
                for mention in (event_days.start, event_days.end)
            )
        ):
            conflicts.append((row, printed))
    for row, printed in conflicts:
        notebook.warn(
            "date_conflict", printed, [kept_row.number, row.number],
            "other",
            other=printed, kept=event_days.printed,
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
            (row, place_printed)
            for row, place_printed in [*cover.places, *facts.places]
            if _code(row, place_printed) == code
        ]
        if printed:
            result[code] = Place(
                _first(place_printed.city for _, place_printed in printed),
                _first(place_printed.country for _, place_printed in printed),
                _first(place_printed.venue for _, place_printed in printed),
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


def _code(row: Row, place_printed: Place) -> str:
    text = f"{place_printed.city}{place_printed.country}{place_printed.venue}"
    return ZH if texts.has_han(text) else EN


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _printed(place_printed: Place) -> str:
    return " ".join(part for part in (place_printed.country, place_printed.city) if part)


def _check_cities(
    event_place: Place, printed: Sequence[tuple[Row, Place]], notebook: Notebook
) -> None:
    first = next((row for row, place_printed in printed if place_printed.city), None)
    for row, place_printed in printed:
        city = place_printed.city or places.city_of(place_printed.venue)
        if first and city and event_place.city and not _same_city(city, event_place.city):
            notebook.warn(
                "place_conflict", city, [first.number, row.number],
                "other",
                other=city, kept=event_place.city,
            )  # fmt: skip


def _same_city(first: str, second: str) -> bool:
    if first.casefold() == second.casefold() or first in second or second in first:
        return True
    if texts.has_han(first) and texts.has_han(second):
        return False
    return not (first.casefold() in CITIES_EN and second.casefold() in CITIES_EN)


def check_captions(
    event_places: dict[str, Place], mentions: Sequence[tuple[Row, str]], notebook: Notebook
) -> None:
    """Warn where a caption sends somebody to another known city than the event's: 在北京出席."""
    city = event_places[ZH].city if ZH in event_places else ""
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
