"""Names in characters and in letters: whose they can be, by their sound."""

import pytest

from forum.reader.guest_cells import read_guests
from forum.reader.shapes.record.entries import Entry, paired
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.people import ReadPerson, find_partner
from forum.reader.shapes.record.sounds import same_person


@pytest.mark.parametrize(
    ("chinese", "english", "same"),
    [
        ("陈志远", "Chen Zhiyuan", True),
        ("陈志远", "Zhiyuan Chen", True),
        ("单霁翔", "Shan Jixiang", True),
        # Words of a dictionary are read otherwise than the same characters in a name.
        ("贺兰若", "He Lanruo", True),
        ("吕绿", "Lü Lyu", True),
        ("陈志远", "Lin Ruolan", False),
        ("罗兰·贝克", "Lin Ruolan", False),
        ("法图·海达拉", "Fatou Haidara", True),
        ("安德鲁·威廉姆森", "Andrew Williamson", True),
        ("玛丽亚·贝伦·松加·阿科斯塔", "Maria Belen Sunga Acosta", True),
        ("罗兰·贝克", "Andrew Williamson", None),
        # A foreigner's Chinese name tells nothing of the other.
        ("康博思", "Stephen Kargbo", None),
        ("高启明", "Roland Baker", None),
    ],
)
def test_the_sound_decides_or_leaves_it_open(chinese: str, english: str, same: bool | None) -> None:
    assert same_person(chinese, english) is same


def listed(code: str, name: str) -> Entry:
    return Entry({code: NameLine(name)}, (1,))


def test_two_guests_of_one_language_each_are_not_united() -> None:
    entries = [listed("zh-hans", "陈志远"), listed("en", "Lin Ruolan")]
    assert paired(entries) == entries


def test_one_of_several_is_found_by_the_sound() -> None:
    entries = [
        listed("zh-hans", "高启明"),
        listed("zh-hans", "罗兰·贝克"),
        listed("en", "Roland Baker"),
    ]
    names = [sorted(named.name for named in one.printed.values()) for one in paired(entries)]
    assert names == [["高启明"], ["Roland Baker", "罗兰·贝克"]]


@pytest.mark.parametrize(
    ("chinese", "english", "pairs"),
    [
        # In each language sorted by its own alphabet: everybody by the sound.
        (
            ["林岚", "王芳", "程砚"], ["Lin Lan", "Cheng Yan", "Wang Fang"],
            [["Lin Lan", "林岚"], ["Wang Fang", "王芳"], ["Cheng Yan", "程砚"]],
        ),
        (
            ["林岚", "安娜·贝克", "高启明"], ["Lin Lan", "Stephen Kargbo", "Anna Baker"],
            [["Lin Lan", "林岚"], ["Anna Baker", "安娜·贝克"], ["高启明"], ["Stephen Kargbo"]],
        ),
        # Whom a place puts beside somebody else stays apart, and is asked for.
        (
            ["林岚", "王芳"], ["Lin Lan", "Cheng Yan"],
            [["Lin Lan", "林岚"], ["王芳"], ["Cheng Yan"]],
        ),
        (
            ["林岚", "高启明"], ["Lin Lan", "Stephen Kargbo"],
            [["Lin Lan", "林岚"], ["Stephen Kargbo", "高启明"]],
        ),
    ],
)  # fmt: skip
def test_a_place_in_a_list_pairs_unless_the_sound_is_against_it(
    chinese: list[str], english: list[str], pairs: list[list[str]]
) -> None:
    entries = [listed("zh-hans", name) for name in chinese]
    entries += [listed("en", name) for name in english]
    names = [sorted(named.name for named in entry.printed.values()) for entry in paired(entries)]
    assert names == pairs


def test_a_cell_whose_languages_have_another_order_pairs_nobody() -> None:
    guests, _unread = read_guests(
        "林岚\n王芳\n安娜·贝克\n汤姆·里德\nLin Lan\nWang Fang\nTom Reed\nAnna Baker"
    )
    assert [len(guest.name) for guest in guests] == [1] * 8


@pytest.mark.parametrize(
    ("chinese", "english", "is_partner"),
    [("陈志远", "Wang Fang", False), ("康博思", "Stephen Kargbo", True)],
)
def test_a_place_pairs_nobody_who_sounds_otherwise(
    chinese: str, english: str, *, is_partner: bool
) -> None:
    person = ReadPerson(names={"zh-hans": chinese})
    assert (find_partner(NameLine(english), [], person, [person]) is person) is is_partner
