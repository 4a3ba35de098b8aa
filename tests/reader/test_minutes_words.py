"""Minutes whose lists stand below the name of whoever said what they list."""

from pathlib import Path

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord

TEXT = """海塘社区例会

出席人员：程砚、王岳

议程及会议记录

石料采购（程砚、王岳）

• 价钱涨了。

潮位预报从哪里来，怎么改

程砚

• 先看去年的数。

林老师建议

• 请潮汐所来讲。
• 下月再议。

闸门检修（王岳）

• 等潮退。
"""


def read_text(tmp_path: Path) -> EventRecord:
    path = tmp_path / "minutes.txt"
    path.write_text(TEXT, "utf-8")
    return read_document(read(path)).record


def test_a_list_below_a_name_is_what_she_or_he_said(tmp_path: Path) -> None:
    record = read_text(tmp_path)
    names = {person.key: person.name["zh-hans"] for person in record.people}
    assert [(names[a.person], a.remarks["zh-hans"]) for a in record.appearances if a.remarks] == [
        ("程砚", "• 先看去年的数。"),
        ("林老师", "• 请潮汐所来讲。\n• 下月再议。"),
    ]


def test_whom_a_form_of_address_alone_calls_is_asked_for(tmp_path: Path) -> None:
    guesses = {each.subject for each in read_text(tmp_path).findings if each.kind == "guess"}
    assert "林老师" in guesses
