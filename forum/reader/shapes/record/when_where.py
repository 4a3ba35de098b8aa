"""The event's days and place: which of the printed ones hold, and which disagree."""

from collections.abc import Iterable, Sequence
from datetime import date

from forum.core.names import is_han
from forum.reader.event_record import EN, LANGUAGES, ZH
from forum.reader.shapes.record import places
from forum.reader.shapes.record.cover import Cover
from forum.reader.shapes.record.dates import Days
from forum.reader.shapes.record.introduction import Facts
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.places import Place
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary.places import CITIES, CITIES_EN


def days(cover: Cover, facts: Facts, notebook: Notebook) -> tuple[date | None, date | None]:
    """Return the first and last day: the cover's first that exists, else the introduction's."""
    printed = [*cover.days, *facts.days]
    for row, mention in printed:
        if not mention.valid:
            notebook.error("date_invalid", mention.printed, [row.number], date=mention.printed)
        elif not mention.weekday_agrees:
            notebook.warn(
                "date_conflict", mention.printed, [row.number], "weekday", date=mention.printed
            )
    sound = [(row, mention) for row, mention in printed if mention.valid]
    if not sound:
        if not printed:
            notebook.warn("field_empty", "date", [], "date")
        return None, None
    first_row, event_days = sound[0]
    start, end = event_days.start, event_days.end
    conflicts = [
        (row, mention.printed)
        for row, mention in sound[1:]
        if (mention.start, mention.end) != (start, end) and not _is_within(mention, event_days)
    ]
    ends = [(day.month, day.day) for day in (start, end) if day]
    conflicts += [(row, text) for row, text, *day in facts.month_days if tuple(day) not in ends]
    for row, text in conflicts:
        lines = [first_row.number, row.number]
        notebook.warn("date_conflict", text, lines, "other", other=text, kept=event_days.printed)
    return start, end


def _is_within(part: Days, whole: Days) -> bool:
    """Tell whether a single day lies inside the event's range: a sentence on one of its days."""
    if part.start is None or whole.start is None or whole.end is None:
        return False
    return part.start == part.end and whole.start <= part.start <= whole.end != whole.start


def place(cover: Cover, facts: Facts, notebook: Notebook) -> dict[str, Place]:
    """Return city, country and venue per language; the cover comes before the introduction."""
    result: dict[str, Place] = {}
    for code in LANGUAGES:
        printed = [
            (row, mention)
            for row, mention in (*cover.places, *facts.places)
            if (code == ZH) == is_han(mention.city + mention.country + mention.venue)
        ]
        if printed:
            result[code] = Place(
                next((mention.city for _, mention in printed if mention.city), ""),
                next((mention.country for _, mention in printed if mention.country), ""),
                next((mention.venue for _, mention in printed if mention.venue), ""),
            )
            _check_cities(result[code], printed, notebook)
    if len(result) == len(LANGUAGES) and places.disagree(result[ZH], result[EN]):
        zh, en = (" ".join(filter(None, (result[code].country, result[code].city)))
                  for code in (ZH, EN))  # fmt: skip
        lines = [row.number for row, _ in cover.places]
        subject = result[EN].city or result[EN].country
        notebook.warn("place_conflict", subject, lines, "languages", zh=zh, en=en)
    return result


def _check_cities(
    event_place: Place, printed: Sequence[tuple[Row, Place]], notebook: Notebook
) -> None:
    first = next((row for row, mention in printed if mention.city), None)
    for row, mention in printed:
        city = mention.city or places.city_of(mention.venue)
        if first and city and event_place.city and not _is_same_city(city, event_place.city):
            lines = [first.number, row.number]
            notebook.warn("place_conflict", city, lines, "other", other=city, kept=event_place.city)


def _is_same_city(first: str, second: str) -> bool:
    if first.casefold() == second.casefold() or first in second or second in first:
        return True
    if is_han(first) and is_han(second):
        return False
    return not (first.casefold() in CITIES_EN and second.casefold() in CITIES_EN)


def check_captions(
    event_places: dict[str, Place], mentions: Iterable[tuple[Row, str]], notebook: Notebook
) -> None:
    """Warn where a caption sends somebody to another known city than the event's: 在北京出席."""
    city = event_places[ZH].city if ZH in event_places else ""
    elsewhere: dict[str, list[int]] = {}
    for row, place_name in mentions:
        plain = place_name.removesuffix("市")
        if plain in CITIES and city in CITIES and plain != city:
            elsewhere.setdefault(plain, []).append(row.number)
    for name, lines in elsewhere.items():
        notebook.warn("place_conflict", name, lines, "caption", other=name, kept=city)
