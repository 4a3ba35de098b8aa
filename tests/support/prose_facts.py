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
        *(
            f"{organization.role}: {_of(organization.name)}"
            for organization in record.organizations
        ),
        *(
            f"session {session.kind}: {_of(session.topic)}|{_of(session.title)}|"
            f"{_of(session.summary)}{_when(session)}"
            for session in record.sessions
        ),
        *(
            " ".join(
                filter(
                    None,
                    (
                        f"person {_of(person.name)}: {_of(person.title)}",
                        _of(person.honorific),
                        _of(person.country),
                    ),
                )
            )
            for person in record.people
        ),
        *_appearances(reading),
        *(f"question: {finding.subject}" for finding in record.findings if finding.kind == "guess"),
        *(
            f"unread: {finding.subject}"
            for finding in record.findings
            if finding.kind == "not_understood" and finding.level is Level.WARNING
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
    for appearance in reading.record.appearances:
        facts = [
            names[appearance.person],
            appearance.session,
            appearance.role,
            appearance.attendance or "-",
        ]
        if topic := _of(appearance.speech_title):
            facts.append(f"“{topic}”")
        yield " / ".join([*facts, _of(appearance.attribution), _of(appearance.remarks)]).rstrip(
            " /"
        )


def _of(text: Text) -> str:
    return " = ".join(text.values()).replace("\n", " ¶ ")
