"""Records by hand: what a document would state, without a document."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.reader.errors import DocumentError
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    OrganizationRecord,
    ParentRecord,
    PersonRecord,
    ProductRecord,
    SessionRecord,
    Text,
)


def both(chinese: str = "", english: str = "") -> Text:
    """Return a text in the languages that are given."""
    return {code: text for code, text in (("zh-hans", chinese), ("en", english)) if text}


def a_person(key: str, name: Text, title: Text, **values: Any) -> PersonRecord:
    return PersonRecord(key=key, name=name, title=title, **values)


def an_appearance(person: str, session: str, no: int = 1, **values: Any) -> AppearanceRecord:
    facts: dict[str, Any] = {
        "role": "speaker",
        "title": both("海港研究院院长", "Director, Harbour Institute"),
        "remarks": both(f"{person}的话。\n第二段。"),
    }
    return AppearanceRecord(person=person, session=session, no=no, **{**facts, **values})


PEOPLE = (
    a_person("lin", both("林岚", "Lin Lan"), both("海港研究院院长", "Director, Harbour Institute")),
    a_person("sosa", both("玛丽·索萨", "Mary Sosa"), both("云岭开发局主席")),
    a_person("he", both("何平"), both("滨海大学教授")),
    a_person("ou", both("欧阳静"), both("滨海电视台主持人")),
)
SESSIONS = (
    SessionRecord(
        "opening", 1, "opening", both("致辞环节", "Opening Remarks"), {}, {},
        start=time(9), end=time(9, 30),
    ),
    SessionRecord("topic-1", 2, "discussion", both("讨论环节"), both("主题一"), both("港口与城市")),
)  # fmt: skip
APPEARANCES = (
    an_appearance("lin", "opening", 1),
    an_appearance("sosa", "opening", 2, title=both("云岭开发局主席"), attendance="video"),
    an_appearance("ou", "opening", 1, role="moderator", title=both("滨海电视台主持人"), remarks={}),
    an_appearance("he", "topic-1", 1, role="panellist", title=both("滨海大学教授")),
    an_appearance("ou", "topic-1", 1, role="moderator", title=both("滨海电视台主持人"), remarks={}),
)


def a_record(**values: Any) -> EventRecord:
    """Return the record of a small sub-forum; what a test cares about is named."""
    facts: dict[str, Any] = {
        "source": "record.txt",
        "encoding": "utf-8",
        "sha256": "0" * 64,
        "title": both("绿色港口", "Green Ports"),
        "kind": "sub_forum",
        "parent": ParentRecord(
            both("滨海论坛", "Coast Forum"), 6, "CF",
            printed=both("第六届滨海论坛", "The Sixth Coast Forum"),
        ),
        "start_date": date(2023, 11, 5),
        "end_date": date(2023, 11, 5),
        "city": both("上海", "Shanghai"),
        "country": both("中国", "China"),
        "introduction": both("论坛讨论港口。\n第二段。"),
        "organizations": (
            OrganizationRecord("host", 1, both("商务部", "Ministry of Commerce")),
            OrganizationRecord("host", 2, both("海港研究院", "Harbour Institute")),
            OrganizationRecord("organizer", 1, both("滨海大学")),
        ),
        "sessions": SESSIONS,
        "people": PEOPLE,
        "appearances": APPEARANCES,
        "products": (
            ProductRecord(
                1, "course", both("港口课程", "Course on Ports"), "opening", ("lin",),
                both("课程共三章。"),
            ),
        ),
    }  # fmt: skip
    return EventRecord(**{**facts, **values})


def corrected(record: EventRecord, person: str, **values: Any) -> EventRecord:
    """Return the record with the first appearance of a person changed."""
    first = next(appearance for appearance in record.appearances if appearance.person == person)
    rows = tuple(
        replace(appearance, **values) if appearance is first else appearance
        for appearance in record.appearances
    )
    return replace(record, appearances=rows)


@dataclass
class Paper:
    """A document for the writer: a file with any content, and pictures by key."""

    path: Path
    pictures: dict[str, bytes] = field(default_factory=dict)
    suffix: str = ".txt"

    def picture(self, key: str) -> bytes:
        if key not in self.pictures:
            raise DocumentError("picture_missing", name=key)
        return self.pictures[key]

    def of(self, record: EventRecord) -> EventRecord:
        """Return the record as if it had been read from this file."""
        return replace(record, sha256=hashlib.sha256(self.path.read_bytes()).hexdigest())


def a_paper(folder: Path, text: str = "a record", **pictures: bytes) -> Paper:
    path = folder / "record.txt"
    path.write_text(text)
    return Paper(path, pictures)


def import_paper(
    folder: Path, record: EventRecord | None = None, pictures: dict[str, bytes] | None = None,
    **options: Any,
) -> ImportOutcome:  # fmt: skip
    """Import a record as if it stood in a file whose content is the record's own."""
    paper = a_paper(folder, repr(record), **(pictures or {}))
    return write_import(paper.of(record or a_record()), paper, ImportOptions(**options))
