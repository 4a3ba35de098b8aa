"""A draft becomes a reading: whole, its doubts asked, and nothing of the paper passed over."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from forum.core.names import fold
from forum.reader.draft_parts import PersonDraft
from forum.reader.event_record import EN, ZH, EventRecord, Line, PersonRecord, Scope, Text
from forum.reader.half_read import find_untold
from forum.reader.plausibility import find_doubtful
from forum.reader.prose.backgrounds import names_nobody_new
from forum.reader.prose.event_names import name_of_sheets, propose_name
from forum.reader.prose.mentions import Roster
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.dates import year_in
from forum.reader.shapes.record.name_forms import has_title_word
from forum.reader.vocabulary.prose_en import LETTERS_BEHIND

# The shapes in sentences, of which many tell of nobody.
_WITH_BACKGROUND: Final = frozenset({Shape.RELEASE, Shape.REPORT})
_FEWEST_TITLED: Final = 2
_FEWEST_STROKED: Final = 2
_STROKE: Final = re.compile(r"[\u3400-\u9fff）)]\s?[/／]\s?$")
_MOSTLY: Final = 0.5
_LETTERS: Final = re.compile(rf"(?:,?\s+(?:{LETTERS_BEHIND})(?![\w.]))+")


def finish_draft(
    draft: RecordDraft, shape: Shape, scope: Scope = Scope.RECORD, printed: Sequence[Line] = ()
) -> Reading:
    """Return the reading; whatever nobody used is said to be not understood.

    scope: as ``EventRecord`` has it. printed: the lines as the paper has them, where they were
    written in another form to be read.
    """
    _propose_title(draft, shape)
    _compare_year(draft)
    _ask_for_longer_names(draft)
    _ask_for_other_houses(draft)
    _quote_letters(draft)
    _name_guests_without_session(draft, scope)
    draft.notebook.warn_of_reversed_times(draft.sessions)
    _set_background_aside(draft, shape)
    understood, unread = draft.account.close(draft.document.lines)
    if printed:
        numbers = {line.number for line in unread}
        unread = tuple(line for line in printed if line.number in numbers)
    draft.notebook.warn_of_unread(unread, printed or draft.document.lines)
    record = EventRecord(
        draft.document.source, draft.document.encoding, draft.document.sha256,
        **{"title": {}, **draft.facts},
        organizations=tuple(draft.organizations), sessions=tuple(draft.sessions),
        people=tuple(
            _person_record(person)
            for person in sorted(draft.people, key=lambda person: min(person.lines))
        ),
        appearances=draft.whole_appearances(), scope=scope,
    )  # fmt: skip
    _doubt_implausible(draft, record, scope)
    record = replace(record, findings=draft.notebook.findings())
    _quote_untold(draft, record, {line.number for line in unread})
    record = replace(record, findings=draft.notebook.findings())
    values = {value.path: value for value in draft.values}
    asides = frozenset(draft.account.asides)
    return Reading(shape, record, understood, unread, tuple(values.values()), asides)


def _set_background_aside(draft: RecordDraft, shape: Shape) -> None:
    """Weigh no line of news which names nobody new and of which nothing was taken.

    It is about a treaty, a house, or where a guest went next; its words are quoted all the same.
    Of news of which nobody is known to have taken part, or to hold a post, each line is weighed.
    """
    titled = [
        person
        for person in draft.people
        if any(has_title_word(title, language) for language, title in person.title.items())
    ]
    if shape not in _WITH_BACKGROUND or not (draft.appearances or len(titled) >= _FEWEST_TITLED):
        return
    roster = Roster(calls_by_surname=True)
    for person in draft.people:
        roster.add_name(person.name)
    read = draft.account.read
    draft.account.asides.update(
        line.number
        for line in draft.document.lines
        if line.number not in read and line.text.strip() and names_nobody_new(line, roster)
    )


def _compare_year(draft: RecordDraft) -> None:
    """Ask about the day where the event's name is of another year."""
    year = year_in(" ".join(draft.facts.get("title", {}).values()))
    start, end = draft.facts.get("start_date"), draft.facts.get("end_date")
    if year and start and end and not start.year <= year <= end.year:
        draft.doubt("start_date")


def _quote_untold(draft: RecordDraft, record: EventRecord, unread: Set[int]) -> None:
    """Quote the sentences of lines that count as read which left no trace in the record."""
    told = [line for line in draft.document.lines if line.number not in unread]
    furniture = draft.account.furniture
    for words, numbers in find_untold(record, told, furniture):
        draft.notebook.warn_of_words(words, numbers)
    of_page = [line for line in told if line.number in furniture]
    for words, numbers in find_untold(record, of_page):
        draft.notebook.note_words_of_page(words, numbers)


def _ask_for_other_houses(draft: RecordDraft) -> None:
    """Ask about English behind a stroke: 甲大学/Tide University may be another house's name.

    Not where most of those who have a title have it in both languages so.
    """
    printed = {line.number: line.text for line in draft.document.lines}
    titled = [person for person in draft.people if person.title]
    stroked = [person for person in titled if _is_stroked(person.title, person.lines, printed)]
    if len(stroked) <= _FEWEST_STROKED or _MOSTLY * len(titled) > len(stroked):
        for person in stroked:
            path = f"people.{person.key}.title.{EN}"
            draft.rate(path, Certainty.GUESS, person.lines, person.title[EN])
    for organization in draft.organizations:
        if _is_stroked(organization.name, organization.lines, printed):
            path = f"organizations.{organization.role}.{organization.no}.name.{EN}"
            draft.rate(path, Certainty.GUESS, organization.lines, organization.name[EN])


def _is_stroked(text: Text, lines: Iterable[int], printed: Mapping[int, str]) -> bool:
    """Tell whether a text's English stands behind Chinese and a stroke in one of the lines."""
    if not (text.get(ZH) and text.get(EN)):
        return False
    above = (printed.get(number, "").partition(text[EN]) for number in lines)
    return any(_STROKE.search(head) for head, english, _behind in above if english)


def _ask_for_longer_names(draft: RecordDraft) -> None:
    """Ask whether two of whom one has a further name between the same two are one person."""
    shorter: dict[tuple[str, ...], list[PersonDraft]] = {}
    for person in draft.people:
        words = [fold(word) for word in person.name.get(EN, "").split()]
        if len(words) > 1:
            shorter.setdefault((words[0], words[-1]), []).append(person)
    whole = {tuple(map(fold, person.name.get(EN, "").split())): person for person in draft.people}
    for name, person in whole.items():  # Anna Berg, of Anna Berg Lund
        for beginning in (name[:size] for size in range(2, len(name))):
            if beginning in whole:
                shorter.setdefault(beginning, [whole[beginning]]).append(person)
    for namesakes in shorter.values():
        names = list(dict.fromkeys(person.name[EN] for person in namesakes))
        if len(names) > 1:
            lines = [line for person in namesakes for line in person.lines]
            draft.notebook.warn(
                "same_name", names[0], lines, "longer", name=names[0], others=names[1:]
            )
    _ask_for_joined_names(draft)


def _ask_for_joined_names(draft: RecordDraft) -> None:
    """Ask whether a name is somebody's who is also called with a further one in the middle."""
    written = {line.number: line.text for line in draft.document.lines}
    for person in draft.people:
        words = person.name.get(EN, "").split()
        short = " ".join(words[:1] + words[-1:])
        is_longer = any(len(word.strip(".")) > 1 for word in words[1:-1])
        lines = [
            line for line in sorted(person.lines) if is_longer and short in written.get(line, "")
        ]
        if lines:
            draft.rate(f"people.{person.key}.name.{EN}", Certainty.GUESS, lines, short)


def _quote_letters(draft: RecordDraft) -> None:
    """Quote the honours and degrees behind names that no field has: Anna Berg OBE."""
    lettered = {
        line.number: line.text for line in draft.document.lines if _LETTERS.search(line.text)
    }
    for person in draft.people:
        texts = " ".join((*person.name.values(), *person.title.values()))
        for number in person.lines & lettered.keys() if EN in person.name else ():
            _before, _name, behind = lettered[number].partition(person.name[EN])
            letters = _LETTERS.match(behind)
            words = letters[0].strip(" ,") if letters else ""
            if words and words not in texts and not draft.notebook.has("not_understood", words):
                draft.notebook.warn_of_words(words, [number])


def _propose_title(draft: RecordDraft, shape: Shape) -> None:
    """Ask whether an event that is named nowhere is called what a sentence says took place."""
    is_told = shape is not Shape.GUEST_LIST and draft.people
    is_named = "title" in draft.facts
    proposal = propose_name(draft.document.lines) if is_told and not is_named else None
    if not is_named and shape is Shape.PROGRAMME and draft.document.is_table_file:
        proposal = proposal or name_of_sheets(draft.document.tables)
    if proposal:
        title, line = proposal
        draft.set_fact("title", title, [line], Certainty.GUESS)


def _name_guests_without_session(draft: RecordDraft, scope: Scope) -> None:
    """Say whose title is not taken, for it would belong to a part in a session.

    Of a list that goes into an event everybody, for the untitled take no part in it either.
    """
    appearing = {appearance.person for appearance in draft.appearances}
    guests = [
        person
        for person in draft.people
        if person.key not in appearing and (person.title or scope is Scope.GUESTS)
    ]
    if guests:
        names = [next(iter(person.name.values())) for person in guests]
        lines = [line for person in guests for line in person.lines]
        draft.notebook.warn(
            "guests_without_session", names[0], lines, count=len(names), names=names
        )


def _doubt_implausible(draft: RecordDraft, record: EventRecord, scope: Scope) -> None:
    """Ask for each value that has the form of another, unless it is a question already.

    Whoever the paper calls by a word, @小潮, has no other name in it.

    The sessions that a list of guests goes into are the event's, and none of its values.
    """
    asked = {value.path for value in draft.values if value.certainty is Certainty.GUESS}
    asked |= {f"people.{key}.name.{language}" for key in draft.called for language in (ZH, EN)}
    for path, text, lines in find_doubtful(record, draft.document.lines):
        is_of_event = scope is Scope.GUESTS and path.startswith("sessions.")
        if path not in asked and not is_of_event:
            draft.rate(path, Certainty.GUESS, lines, text)


def _person_record(person: PersonDraft) -> PersonRecord:
    return PersonRecord(person.key, person.name, person.title, person.honorific,
                        tuple(person.other_names), tuple(sorted(person.lines)),
                        person.country)  # fmt: skip
