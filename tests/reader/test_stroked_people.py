"""People whom a stroke parts from what they are."""

import pytest

from forum.reader.guest_cells import read_guests


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("林岚/秘书长/海塘协会", [("林岚", "秘书长/海塘协会")]),
        ("Mr. Tom Li/主席/国际海塘协会", [("Tom Li", "主席/国际海塘协会")]),
        ("早川忠昭/事务局长/港口联盟", [("早川忠昭", "事务局长/港口联盟")]),
        (
            "林岚／海塘协会副会长、前局长 王芳／港口集团董事长 Anna Berg／潮报记者",
            [
                ("林岚", "海塘协会副会长、前局长"),
                ("王芳", "港口集团董事长"),
                ("Anna Berg", "潮报记者"),
            ],
        ),
        (
            "林岚 / 校长 (松川大学) 王芳 / 理事长 (海塘学会)",
            [("林岚", "校长 (松川大学)"), ("王芳", "理事长 (海塘学会)")],
        ),
        ("林岚/王芳/陈屿", [("林岚", ""), ("王芳", ""), ("陈屿", "")]),
        ("Anna Berg/Tom Li", [("Anna Berg", ""), ("Tom Li", "")]),
    ],
)
def test_strokes_part_names_from_titles(text: str, people: list[tuple[str, str]]) -> None:
    guests, unread = read_guests(text)
    read = [
        (next(iter(guest.name.values())), next(iter(guest.title.values()), "")) for guest in guests
    ]
    assert (read, unread) == (people, [])


def test_brackets_within_a_title_end_it_nowhere() -> None:
    guests, _unread = read_guests("林岚（海塘、潮汐研究院（松川）院长）")
    assert [dict(guest.title) for guest in guests] == [{"zh-hans": "海塘、潮汐研究院（松川）院长"}]
