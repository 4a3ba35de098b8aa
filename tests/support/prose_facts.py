"""What a document of running text says, one fact a line, so that samples can be read beside it."""

from collections.abc import Iterator

from forum.reader.event_record import Level, SessionRecord, Text
from forum.reader.reading import Reading


def describe_reading(reading: Reading) -> list[str]:
    """Return title, days and place, organizations, sessions, people, appearances, questions."""
    record = reading.record
    days = f"{record.start_date or '-'} {record.end_date or '-'}"
    return [
        f"{reading.shape}: {_of(record.title)}",
        f"when and where: {days} {_of(record.city)}|{_of(record.country)}|{_of(record.venue)}",
        *(f"{each.role}: {_of(each.name)}" for each in record.organizations),
        *(
            f"session {each.kind}: {_of(each.topic)}|{_of(each.title)}|{_of(each.summary)}"
            f"{_when(each)}"
            for each in record.sessions
        ),
        *(
            " ".join(
                filter(
                    None,
                    (
                        f"person {_of(each.name)}: {_of(each.title)}",
                        _of(each.honorific),
                        _of(each.country),
                    ),
                )
            )
            for each in record.people
        ),
        *_appearances(reading),
        *(f"question: {each.subject}" for each in record.findings if each.kind == "guess"),
        *(
            f"unread: {each.subject}"
            for each in record.findings
            if each.kind == "not_understood" and each.level is Level.WARNING
        ),
    ]


def _when(session: SessionRecord) -> str:
    """Return heading, day, times and room of a session that has a time."""
    if session.start is None:
        return ""
    facts = (_of(session.heading), session.day, session.start, session.end, _of(session.room))
    return "|".join(["", *(str(fact or "") for fact in facts)])


def _appearances(reading: Reading) -> Iterator[str]:
    names = {person.key: _of(person.name) for person in reading.record.people}
    for each in reading.record.appearances:
        facts = [names[each.person], each.session, each.role, each.attendance or "-"]
        if topic := _of(each.speech_title):
            facts.append(f"“{topic}”")
        yield " / ".join([*facts, _of(each.attribution), _of(each.remarks)]).rstrip(" /")


def _of(text: Text) -> str:
    return " = ".join(text.values()).replace("\n", " ¶ ")
