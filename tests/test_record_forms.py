"""Forms of a record that house styles print: spread organizations, English verbs, kinds, venues."""

from forum.importing.records import EventRecord
from tests.papers import changed


def organizations(record: EventRecord) -> list[dict[str, str]]:
    return [dict(each.name) for each in record.organizations]


SPREAD = (
    "主办单位：松川市人民政府、桥梁国际协会",
    "主办单位：\n\n松川市人民政府\n\n松川植物园\n\n桥梁国际协会\n",
)
SPREAD_EN = (
    "Hosted by: Songchuan Municipal People's Government; International Association of Bridges",
    "\nHosted by:\n\nSongchuan Municipal People's Government\n\nSongchuan Botanical Garden\n\n"
    "International Association of Bridges\n",
)


def test_organizations_with_blank_lines_between_them() -> None:
    record = changed(SPREAD, SPREAD_EN)
    assert organizations(record) == [
        {"zh-hans": "松川市人民政府", "en": "Songchuan Municipal People's Government"},
        {"zh-hans": "松川植物园", "en": "Songchuan Botanical Garden"},
        {"zh-hans": "桥梁国际协会", "en": "International Association of Bridges"},
    ]


def test_a_title_below_spread_organizations_is_no_organization() -> None:
    title = "“河谷与桥梁”分论坛"
    record = changed(
        (f"\n{title}", ""), SPREAD, ("桥梁国际协会\n\nHosted", f"桥梁国际协会\n\n{title}\n\nHosted")
    )
    assert (len(record.organizations), record.title["zh-hans"]) == (3, "河谷与桥梁")
