"""People whose titles no vocabulary has: the same head above and before a speech names them."""

from forum.reader.dispatch import read_document
from forum.reader.document import Document
from forum.reader.event_record import Line
from forum.reader.reading import Certainty, Reading
from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

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


_SPOKEN = """Harbour Workshop on Tides

Report from Harbour Workshop on Tides

Executive Summary

Tides were found to be worth a second look, and a third, before any wall is built.

We went through several ways of looking:

• By eye, as the harbour masters of the coast have always done.

Sessions

Walls and Marshes; Anna Berg

Link to slides

A wall keeps the water out where a marsh lets it in, and both of them need space.

Costs

• Marshes cost land, which nobody on the coast has.

Old Maps, Charts, and Tables; Tom Lind and Eva Maas

Charts of the last century show how far the mud has wandered since they were drawn.

Roles of Harbours; Nils Aas, Ida Dal, and Per Strand

Harbours have to decide who pays for what nobody wants to pay for.

Breakouts

Changes in the Coast

• The sea is where it was, and the land is not.

Context models for better dredging, Liv Solheim

A model was built that asks before it digs, and is told when it should not.
"""


def test_headings_give_topics_and_who_spoke_on_them() -> None:
    record = read_text(_SPOKEN).record
    titles = {session.key: session.title["en"] for session in record.sessions}
    seats = [(titles[each.session], each.person) for each in record.appearances]
    assert seats == [
        ("Walls and Marshes", "anna-berg"),
        ("Old Maps, Charts, and Tables", "tom-lind"), ("Old Maps, Charts, and Tables", "eva-maas"),
        ("Roles of Harbours", "nils-aas"), ("Roles of Harbours", "ida-dal"),
        ("Roles of Harbours", "per-strand"),
        ("Context models for better dredging", "liv-solheim"),
    ]  # fmt: skip


def test_last_words_behind_a_comma_are_asked_to_be_a_name() -> None:
    assert "Liv Solheim" in subjects(read_text(_SPOKEN).record, "guess")


def test_few_such_headings_name_nobody() -> None:
    text = _SPOKEN.replace("; Nils Aas, Ida Dal, and Per Strand", "").replace("; Anna Berg", "")
    assert not read_text(text).record.appearances


def test_headings_below_such_a_one_belong_to_it_up_to_those_above_others() -> None:
    first, *_others, last, _comma = read_text(_SPOKEN).record.sessions
    assert "Marshes cost land" in first.summary["en"]
    assert "The sea is where it was" not in last.summary["en"]


def test_summary_and_introduction_of_a_report_tell_of_the_event() -> None:
    introduction = read_text(_SPOKEN).record.introduction["en"]
    assert introduction.splitlines()[1] == "We went through several ways of looking:"
