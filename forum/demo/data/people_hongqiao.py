"""Guests of the industrial-parks sub-forum: the office held in November 2023, no more."""

from datetime import date
from typing import Final

from forum.demo.data.shapes import Both, PersonExtra

_AT_HONGQIAO: Final = date(2023, 11, 5)
_UNIDO: Final = "联合国工业发展组织"


def _held(
    name: str,
    office: Both,
    act: Both,
    organization: str,
    country: str = "",
    sort_key: str = "",
) -> PersonExtra:
    """Return a person of whom only the office and the part in the sub-forum are told."""
    chinese = f"<p>{office.zh}。在虹桥国际经济论坛的工业园区分论坛上{act.zh}。</p>"
    english = (
        f"<p>{office.en[:1].upper()}{office.en[1:]}. {act.en} at the sub-forum on industrial parks"
        " of the Hongqiao International Economic Forum.</p>"
    )
    biography = Both(chinese, english if office.en else "")
    return PersonExtra(name, biography, _AT_HONGQIAO, organization, country, sort_key)


_SPOKE: Final = Both("参与讨论", "Took part in the panel discussion")
_OPENED: Final = Both("致辞", "Delivered opening remarks")
_KEYNOTE: Final = Both("作主旨发言", "Delivered a keynote speech")

# Where the English title is not certain, the English names the organization and no rank.
HONGQIAO: Final = (
    _held(
        "王受文",
        Both(
            "商务部国际贸易谈判代表（正部长级）兼副部长",
            "China International Trade Representative and Vice Minister of Commerce",
        ),
        Both("以视频方式致辞", "Delivered opening remarks by video"),
        "商务部",
        "CN",
    ),
    _held(
        "法图·海达拉",
        Both(
            "联合国工业发展组织总干事代表兼执行干事",
            "Deputy to the Director General and Managing Director, United Nations Industrial"
            " Development Organization",
        ),
        _OPENED,
        _UNIDO,
        sort_key="haidara fatou",
    ),
    _held(
        "比拉·罗伊",
        Both(
            "津巴布韦共和国工业和商务部副部长",
            "Deputy Minister of Industry and Commerce, Republic of Zimbabwe",
        ),
        _KEYNOTE,
        "津巴布韦共和国工业和商务部",
        "ZW",
        "bhila roy",
    ),
    _held(
        "张文才",
        Both("中国进出口银行副行长", "Vice President, Export-Import Bank of China"),
        _KEYNOTE,
        "中国进出口银行",
        "CN",
    ),
    _held(
        "赵杰",
        Both(
            "联合国工业发展组织亚太区域协调处主管",
            "a member of the staff of the United Nations Industrial Development Organization",
        ),
        Both("发布两项知识产品", "Launched two knowledge products"),
        _UNIDO,
    ),
    _held(
        "张翼",
        Both(
            "中国国际经济技术交流中心副主任",
            "a representative of the China International Center for Economic and Technical"
            " Exchanges",
        ),
        _SPOKE,
        "中国国际经济技术交流中心",
        "CN",
    ),
    # No certain English name: the page in English shows the Chinese text and says so.
    _held("文思", Both("德国国际合作机构中德可持续发展中心德方主任"), _SPOKE, "德国国际合作机构"),
    _held(
        "李毅锴",
        Both(
            "工业和信息化部国际经济技术合作中心副主任",
            "a representative of a centre of the Ministry of Industry and Information Technology"
            " of China",
        ),
        _SPOKE,
        "工业和信息化部国际经济技术合作中心",
        "CN",
    ),
    _held(
        "熊梦",
        Both(
            "中国工业经济联合会执行副会长兼秘书长",
            "a representative of the China Federation of Industrial Economics",
        ),
        _SPOKE,
        "中国工业经济联合会",
        "CN",
    ),
    _held(
        "徐斐",
        Both(
            "天津经济技术开发区管委会副主任",
            "a representative of the Tianjin Economic-Technological Development Area",
        ),
        _SPOKE,
        "天津经济技术开发区管委会",
        "CN",
    ),
    _held(
        "玛丽亚·贝伦·松加·阿科斯塔",
        Both(
            "菲律宾棉兰老岛发展局主席", "Chairperson, Mindanao Development Authority, Philippines"
        ),
        _SPOKE,
        "菲律宾棉兰老岛发展局",
        "PH",
        "acosta maria belen sunga",
    ),
    _held(
        "张威",
        Both(
            "商务部国际贸易经济合作研究院副院长",
            "Vice President, Chinese Academy of International Trade and Economic Cooperation",
        ),
        _SPOKE,
        "商务部国际贸易经济合作研究院",
        "CN",
    ),
    _held(
        "于佳",
        Both(
            "北京大学新结构经济学研究院资深实务专家兼国际发展合作部主任",
            "a representative of the Institute of New Structural Economics at Peking University",
        ),
        _SPOKE,
        "北京大学新结构经济学研究院",
        "CN",
    ),
    _held(
        "安德鲁·威廉姆森",
        Both("华为公共事务副总裁兼高级经济顾问", "a representative of Huawei"),
        _SPOKE,
        "华为",
        sort_key="williamson andrew",
    ),
    _held(
        "纳林·索克",
        Both(
            "联合国工业发展组织驻柬埔寨代表",
            "Country Representative in Cambodia, United Nations Industrial Development"
            " Organization",
        ),
        _SPOKE,
        _UNIDO,
        sort_key="sok narin",
    ),
    _held(
        "王卉",
        Both("中国国际电视台主持人", "Presenter, China Global Television Network (CGTN)"),
        Both("主持了四个环节", "Moderated four sessions"),
        "中国国际电视台",
        "CN",
    ),
    _held(
        "康博思",
        Both(
            "联合国工业发展组织区域首席代表（中国、朝鲜、蒙古）",
            "a representative of the United Nations Industrial Development Organization",
        ),
        Both("主持了一场讨论", "Moderated a panel discussion"),
        _UNIDO,
        sort_key="kargbo stephen",
    ),
)
