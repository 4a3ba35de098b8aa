"""People whose titles no vocabulary has: the same head above and before a speech names them."""

from forum.reader.dispatch import read_document
from forum.reader.document import Document
from forum.reader.event_record import Line
from forum.reader.reading import Certainty, Reading

TEXT = """“木桥与石桥”分论坛

【简要介绍】
2024年4月10日，“木桥与石桥”分论坛在松川举办。

【致辞环节】
松川县桥梁局督办林晚舟在松川出席“木桥与石桥”分论坛并致辞
松川县桥梁局督办林晚舟指出，木桥怕的是积水。每座桥都要有人看护。"""


def reading(text: str = TEXT) -> Reading:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return read_document(Document("a.txt", "utf-8", "0" * 64, lines))


def test_a_surname_says_where_the_head_is_cut() -> None:
    [person] = reading().record.people
    assert (person.name, person.title) == ({"zh-hans": "林晚舟"}, {"zh-hans": "松川县桥梁局督办"})


def test_what_a_surname_alone_says_is_likely() -> None:
    assert {(value.path.split(".")[2], value.certainty) for value in reading().values} == {
        ("name", Certainty.LIKELY),
        ("title", Certainty.LIKELY),
    }


def test_what_the_vocabulary_says_is_certain() -> None:
    assert reading(TEXT.replace("督办", "局长")).values == ()
