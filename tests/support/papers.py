"""Short invented records for the reader's tests, and what came of reading them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    Finding,
    Level,
    Line,
    SessionRecord,
)
from forum.reader.shapes.record.reader import parse

CLEAN = """第二届松川河谷论坛
THE SECOND SONGCHUAN VALLEY FORUM (SVF)
“河谷与桥梁”分论坛
VALLEYS AND BRIDGES
主办单位：松川市人民政府、桥梁国际协会
Hosted by: Songchuan Municipal People's Government; International Association of Bridges
2024年4月10日
10 April 2024
中国·松川
Songchuan, China

【基本信息】
主持人：
致辞、讨论环节主题一：
林晚舟 松川电视台主持人
致辞环节：
程砚 松川市副市长
奥尔加·林德 桥梁国际协会秘书长
讨论环节：
主题一：木桥的寿命
秦牧野 松川大学教授

【简要介绍】
2024年4月10日，由松川市人民政府、桥梁国际协会主办的“河谷与桥梁”分论坛在松川会议中心举办。会议讨论了桥梁的养护。

【致辞环节】
松川市副市长程砚在松川出席“河谷与桥梁”分论坛并致辞
松川市副市长程砚表示，河谷里的桥连着四个村子。
桥修好了，孩子们就不用绕路。
桥梁国际协会秘书长奥尔加·林德以视频方式出席“河谷与桥梁”分论坛并致辞
桥梁国际协会秘书长奥尔加·林德指出，老桥也能通行新车。

【讨论环节】
主题一：木桥的寿命
松川大学教授秦牧野在松川出席“河谷与桥梁”分论坛并参与讨论
松川大学教授秦牧野认为，木桥怕的是积水。
松川电视台主持人林晚舟在松川出席“河谷与桥梁”分论坛并主持致辞环节及讨论环节主题一"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in memory, as the reader sees one."""

    lines: tuple[Line, ...]
    source: str = "record.txt"
    encoding: str = "utf-8"
    sha256: str = "0" * 64
    findings: tuple[Finding, ...] = field(default=())


def paper(text: str) -> Paper:
    return Paper(tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1)))


def read(text: str) -> EventRecord:
    return parse(paper(text))


def changed(*replacements: tuple[str, str], text: str = CLEAN) -> EventRecord:
    """Read the clean record with some words replaced; each must stand in it."""
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def line_of(words: str, text: str = CLEAN) -> int:
    """Return the number of the first line that holds the words."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)


def serious(record: EventRecord) -> list[tuple[str, str]]:
    """Return kind and subject of the errors and warnings."""
    return [
        (finding.kind, finding.subject)
        for finding in record.findings
        if finding.level != Level.NOTE
    ]


def kinds(record: EventRecord) -> set[str]:
    return {finding.kind for finding in record.findings}


def finding(record: EventRecord, kind: str) -> Finding:
    return next(finding for finding in record.findings if finding.kind == kind)


def name(record: EventRecord, key: str) -> str:
    person = next(person for person in record.people if person.key == key)
    return person.name.get("zh-hans") or person.name["en"]


def cast(record: EventRecord, session: str) -> list[tuple[str, str]]:
    """Return role and name of everybody in a session, moderators first, in protocol order."""
    return [
        (appearance.role, name(record, appearance.person))
        for appearance in record.appearances
        if appearance.session == session
    ]


def appearance(record: EventRecord, who: str, session: str | None = None) -> AppearanceRecord:
    return next(
        appearance
        for appearance in record.appearances
        if name(record, appearance.person) == who and session in {None, appearance.session}
    )


def session(record: EventRecord, key: str) -> SessionRecord:
    return next(session for session in record.sessions if session.key == key)


def keys(items: Iterable[SessionRecord]) -> list[str]:
    return [item.key for item in items]
