"""Organizations: kinds, countries, and websites that are certain."""

from typing import Final

from forum.demo.data.shapes import Both, OrganizationExtra

_REAL: Final = (
    OrganizationExtra(
        Both("商务部", "Ministry of Commerce of the People’s Republic of China"),
        "government",
        "CN",
        "https://www.mofcom.gov.cn/",
        "MOFCOM",
    ),
    OrganizationExtra(
        Both("联合国工业发展组织", "United Nations Industrial Development Organization"),
        "un_system",
        website="https://www.unido.org/",
        abbreviation="UNIDO",
    ),
    OrganizationExtra(
        Both(
            "中国国际经济技术交流中心",
            "China International Center for Economic and Technical Exchanges",
        ),
        "government",
        "CN",
        "https://www.cicete.org.cn/",
        "CICETE",
    ),
    OrganizationExtra(
        Both("中国国际进口博览局", "China International Import Expo Bureau"),
        "government",
        "CN",
        "https://www.ciie.org/",
    ),
    OrganizationExtra(
        Both("国家会展中心（上海）", "National Exhibition and Convention Center (Shanghai)"),
        "other",
        "CN",
    ),
    OrganizationExtra(
        Both("中国进出口银行", "Export-Import Bank of China"),
        "finance",
        "CN",
        "http://www.eximbank.gov.cn/",
    ),
    OrganizationExtra(
        Both("津巴布韦共和国工业和商务部", "Ministry of Industry and Commerce of Zimbabwe"),
        "government",
        "ZW",
    ),
    OrganizationExtra(
        Both(
            "德国国际合作机构",
            "Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ) GmbH",
        ),
        "government",
        "DE",
        "https://www.giz.de/",
        "GIZ",
    ),
    OrganizationExtra(Both("工业和信息化部国际经济技术合作中心"), "government", "CN"),
    OrganizationExtra(
        Both("中国工业经济联合会", "China Federation of Industrial Economics"),
        "association",
        "CN",
        abbreviation="CFIE",
    ),
    OrganizationExtra(Both("天津经济技术开发区管委会"), "government", "CN", abbreviation="TEDA"),
    OrganizationExtra(
        Both("菲律宾棉兰老岛发展局", "Mindanao Development Authority"),
        "government",
        "PH",
        "https://minda.gov.ph/",
        "MinDA",
    ),
    OrganizationExtra(
        Both(
            "商务部国际贸易经济合作研究院",
            "Chinese Academy of International Trade and Economic Cooperation",
        ),
        "academia",
        "CN",
        "https://www.caitec.org.cn/",
        "CAITEC",
    ),
    OrganizationExtra(
        Both(
            "北京大学新结构经济学研究院",
            "Institute of New Structural Economics at Peking University",
        ),
        "academia",
        "CN",
        "https://www.nse.pku.edu.cn/",
        "INSE",
    ),
    OrganizationExtra(
        Both("华为", "Huawei"),
        "company",
        "CN",
        "https://www.huawei.com/",
    ),
    OrganizationExtra(
        Both("中国国际电视台", "China Global Television Network"),
        "media",
        "CN",
        "https://www.cgtn.com/",
        "CGTN",
    ),
)

# Invented bodies have no website: an address of theirs would belong to somebody else.
_FICTIONAL: Final = (
    OrganizationExtra(
        Both("岚湾市合作与发展委员会", "Lanwan Commission for Cooperation and Development"),
        "government",
        "CN",
    ),
    OrganizationExtra(
        Both("岚湾市人民政府", "Lanwan Municipal People’s Government"), "government", "CN"
    ),
    OrganizationExtra(
        Both("江海城市联盟", "Alliance of River and Sea Cities"),
        "intergovernmental",
        abbreviation="ARSC",
    ),
    OrganizationExtra(
        Both("岚湾港务发展中心", "Lanwan Port Development Centre"), "government", "CN"
    ),
    OrganizationExtra(Both("绿色走廊研究院", "Green Corridor Institute"), "academia", "CN"),
    OrganizationExtra(
        Both("克拉拉湾海岸研究所", "Baía Clara Institute for Coastal Studies"), "academia", "BR"
    ),
    OrganizationExtra(Both("基利马湾物流学院", "Kilima Bay Logistics College"), "academia", "KE"),
    OrganizationExtra(Both("草原陆港协会", "Steppe Dry Ports Association"), "association", "KZ"),
    OrganizationExtra(Both("岚湾日报社", "Lanwan Daily"), "media", "CN"),
    OrganizationExtra(Both("班南陆港管理局", "Ban Nam Dry Port Authority"), "government", "LA"),
    OrganizationExtra(
        Both("诺德海德应用科学大学", "Nordheide University of Applied Sciences"),
        "academia",
        "DE",
    ),
    OrganizationExtra(Both("奥伦霍夫储能公司", "Ohlenhof Energy Storage"), "company", "DE"),
    OrganizationExtra(Both("努萨海岛城市网络", "Nusa Island Cities Network"), "association", "ID"),
)

ORGANIZATIONS: Final = (*_REAL, *_FICTIONAL)
