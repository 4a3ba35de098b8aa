"""Whether two titles belong to one institution."""

import pytest

from forum.imports.planning.affiliation import contradict, find_institutions, name_candidates

ZH, EN = "zh-hans", "en"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({ZH: "商务部国际贸易谈判代表（正部长级）兼副部长"}, {ZH: "商务部副部长"}),
        ({ZH: "海港研究院院长"}, {ZH: "海港研究院副院长"}),
        (
            {ZH: "联合国工业发展组织总干事代表兼执行干事"},
            {ZH: "联合国工业发展组织亚太区域协调处主管"},
        ),
        ({ZH: "北京大学经济学院教授"}, {ZH: "北京大学资深专家"}),
        ({ZH: "云岭开发局主席"}, {ZH: "云岭开发局 副局长"}),
        ({ZH: "远帆公司董事长、海洋协会会长"}, {ZH: "海洋协会名誉会长"}),
        ({ZH: "华港副总裁"}, {ZH: "华港高级顾问"}),
        ({EN: "Director, Harbour Institute"}, {EN: "Deputy Director of the Harbour Institute"}),
        ({EN: "Vice Minister of Commerce"}, {EN: "Minister, Ministry of Commerce"}),
        ({EN: "Harbour Institute, Senior Fellow"}, {EN: "Fellow, Harbour Institute"}),
        ({ZH: "甲局局长", EN: "Head, Port Bureau"}, {ZH: "乙", EN: "Director, Port Bureau"}),
        ({EN: "Professor of Economics, Coast University"}, {EN: "Dean, Coast University"}),
        ({EN: "Head of Sales at Acme"}, {EN: "CEO, Acme, Munich"}),
        ({EN: "Chairman of the Board of Siemens"}, {EN: "Member of the Board of Siemens"}),
        ({EN: "Minister of Education"}, {EN: "Ministry of Education"}),
    ],
)
def test_one_institution(mine: dict[str, str], theirs: dict[str, str]) -> None:
    assert find_institutions(mine) & find_institutions(theirs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({ZH: "商务部司长"}, {ZH: "商务部国际贸易经济合作研究院副院长"}),
        ({ZH: "工业和信息化部副部长"}, {ZH: "工业和信息化部国际经济技术合作中心主任"}),
        ({ZH: "松果出版社数字编辑部主任"}, {ZH: "回声电子公司产品总监"}),
        ({ZH: "副主任"}, {ZH: "主任"}),
        ({EN: "Deputy Director, Harbour Institute"}, {EN: "Deputy Director, River Institute"}),
        ({EN: "Professor"}, {EN: "Professor"}),
        ({ZH: "海港研究院院长"}, {EN: "Director, Harbour Institute"}),
        ({}, {ZH: "海港研究院院长"}),
        ({EN: "Chairman of the Board, Acme Co."}, {EN: "Member of the Board, River Co."}),
        (
            {EN: "Professor of Economics, Coast University"},
            {EN: "Professor of Economics, River University"},
        ),
        ({EN: "Head of Delegation, Samoa"}, {EN: "Head of Delegation, Tonga"}),
        ({EN: "Member of Parliament"}, {EN: "Member of Parliament"}),
        ({EN: "Director, Harbour Institute, China"}, {EN: "CEO, River Company, China"}),
        ({EN: "Director, Harbour Institute, Shanghai"}, {EN: "CEO, Siemens, Shanghai"}),
        ({EN: "Ambassador of France"}, {EN: "Consul General of France"}),
        ({EN: "Chief of Staff"}, {EN: "Chief of Staff"}),
        ({EN: "Director of Research, Acme"}, {EN: "Director of Research, Siemens"}),
        ({ZH: "著名经济学家"}, {ZH: "著名作家"}),
        ({ZH: "中国 海港研究院院长"}, {ZH: "中国 滨海大学教授"}),
        ({ZH: "经济学教授"}, {ZH: "经济学教授"}),
        ({ZH: "全国政协委员"}, {ZH: "全国政协委员"}),
    ],
)
def test_other_institutions(mine: dict[str, str], theirs: dict[str, str]) -> None:
    assert not (find_institutions(mine) & find_institutions(theirs))


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("商务部国际贸易经济合作研究院副院长", ("商务部国际贸易经济合作研究院",)),
        ("商务部国际贸易谈判代表（正部长级）兼副部长", ("商务部国际贸易谈判",)),
        ("联合国工业发展组织总干事代表兼执行干事", ("联合国工业发展组织",)),
        ("联合国工业发展组织区域首席代表（中国、蒙古）", ("联合国工业发展组织区域",)),
        ("商务部", ()),
        ("Director, Harbour Institute", ("harbourinstitute",)),
        ("Director", ()),
    ],
)
def test_the_name_before_the_rank(title: str, names: tuple[str, ...]) -> None:
    assert name_candidates(title) == names


@pytest.mark.parametrize(
    ("mine", "theirs", "is_contradiction"),
    [
        ({ZH: "东港集团董事长"}, {ZH: "西山大学教授"}, True),
        ({ZH: "东港集团董事长"}, {ZH: "东港集团有限公司总裁"}, False),
        ({ZH: "中科院院士"}, {ZH: "中国科学院院士"}, False),
        ({ZH: "东港集团董事长"}, {EN: "Professor, West Hill University"}, False),
        ({ZH: "东港集团董事长"}, {}, False),
        ({EN: "Director, UNIDO"},
         {EN: "Director, United Nations Industrial Development Organization"}, False),
    ],
)  # fmt: skip
def test_a_contradiction(
    mine: dict[str, str], theirs: dict[str, str], is_contradiction: bool
) -> None:
    assert contradict(find_institutions(mine), find_institutions(theirs)) is is_contradiction
