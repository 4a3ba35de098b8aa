"""Products: summaries, audiences, parts; and the subject tags."""

from typing import Final

from forum.demo.data.shapes import Both, PartExtra, ProductExtra

_UNIDO: Final = "联合国工业发展组织"

TOPICS: Final = {
    "industrial-parks": Both("工业园区", "Industrial parks"),
    "south-south-cooperation": Both("南南合作", "South-South cooperation"),
    "sustainable-cities": Both("可持续城市", "Sustainable cities"),
    "climate-action": Both("气候行动", "Climate action"),
    "capacity-building": Both("能力建设", "Capacity-building"),
    "digital-ports": Both("数字港口", "Digital ports"),
    "green-corridors": Both("绿色走廊", "Green corridors"),
    "open-data": Both("开放数据", "Open data"),
}


def _contribution(author: Both) -> PartExtra:
    title = Both(f"{author.zh}的来稿", f"Contributions by {author.en}")
    return PartExtra("contribution", title, author)


_PARK_MODULES: Final = (
    PartExtra(
        "module",
        Both("怎样规划和建设园区", "How a park is planned and built"),
        Both("规划与开发", "Planning and development"),
        Both(
            "<p>从选址、定位到基础设施，怎样让一座园区从一开始就走在可持续的路上。</p>",
            "<p>From site and purpose to infrastructure: a sustainable start for a park.</p>",
        ),
    ),
    PartExtra(
        "module",
        Both("怎样为园区筹资、招商", "How a park is financed and finds investors"),
        Both("投资与融资", "Investment and financing"),
        Both(
            "<p>资金从哪里来，投资者看重什么，园区能提供哪些服务。</p>",
            "<p>Where money comes from, what investors look for, what a park can offer.</p>",
        ),
    ),
    PartExtra(
        "module",
        Both("怎样长期运营园区", "How a park is run for the long term"),
        Both("运营与管理", "Operation and management"),
        Both(
            "<p>日常管理、企业服务与环境表现，怎样在多年之后仍然可靠。</p>",
            "<p>Daily management, services to companies, environmental performance.</p>",
        ),
    ),
)

_CITY_CONTRIBUTIONS: Final = tuple(
    _contribution(author)
    for author in (
        Both("城市领导者", "city leaders"),
        Both("企业", "companies"),
        Both("国际组织", "international organizations"),
        Both("金融机构", "financial institutions"),
        Both("智库", "think tanks"),
        Both("学术界", "academia"),
    )
)

_SEE: Final = Both("看清现状", "Seeing what is there")
_IMPROVE: Final = Both("动手改进", "Improving it")

_PORT_MODULES: Final = tuple(
    PartExtra("module", title, stage)
    for stage, title in (
        (_SEE, Both("画出港口的流程图", "Drawing the flow of work in a port")),
        (_SEE, Both("哪些数据值得记", "Which data are worth keeping")),
        (_SEE, Both("把表格减到最少", "As few forms as possible")),
        (_IMPROVE, Both("为司机做一个预约系统", "A booking system for drivers")),
        (_IMPROVE, Both("与邻近港口互通", "Connecting with the port next door")),
        (_IMPROVE, Both("设计一张共用的货单", "Designing a shared bill of lading")),
    )
)

_HANDBOOK_CHAPTERS: Final = tuple(
    PartExtra("chapter", title, stage)
    for stage, title in (
        (Both("规划", "Planning"), Both("开工前先问居民", "Ask the residents before work begins")),
        (Both("施工", "Building"), Both("写进合同的小改进", "Small improvements in the contract")),
        (Both("运营", "Operation"), Both("每年公布一次账本", "A ledger once a year")),
    )
)

PRODUCTS: Final = (
    ProductExtra(
        "产业园区线上学习",
        Both(
            "一套免费的线上课程，覆盖工业园区从规划到运营的全过程。",
            "A free online course that covers an industrial park from planning to operation.",
        ),
        Both(
            "政府官员、企业人员、园区和经济特区的从业者、区域组织工作人员",
            "Public officials, private companies, staff of parks and special economic zones,"
            " regional organizations",
        ),
        ("industrial-parks", "capacity-building", "south-south-cooperation"),
        (_UNIDO,),
        _PARK_MODULES,
        "https://sipp.unido.org/",
    ),
    ProductExtra(
        "城市之桥汇编",
        Both(
            "城市管理者与伙伴怎样用创新应对气候变化：六类作者的文章合集。",
            "How city leaders and their partners meet climate change with innovation: papers by"
            " six kinds of author.",
        ),
        Both(
            "城市领导者和从事城市工作的人",
            "City leaders and practitioners of today and tomorrow",
        ),
        ("sustainable-cities", "climate-action"),
        (_UNIDO,),
        _CITY_CONTRIBUTIONS,
        "https://www.bridgeforcities.org/",
    ),
    ProductExtra(
        "小港口数字化入门课程",
        Both(
            "虚构示例：六讲短课，教没有信息部门的港口迈出第一步。",
            "Fictional sample: six short lessons for ports without an IT department.",
        ),
        Both("小型港口的工作人员", "Staff of small ports"),
        ("digital-ports", "capacity-building"),
        ("绿色走廊研究院", "岚湾港务发展中心"),
        _PORT_MODULES,
        languages=("zh", "en"),
    ),
    ProductExtra(
        "绿色走廊实践手册",
        Both(
            "虚构示例：十二座城市建设绿色走廊的做法，也包括没有做成的事。",
            "Fictional sample: green corridors in twelve cities, with what did not succeed.",
        ),
        Both("市政规划与工程人员", "Town planners and engineers"),
        ("green-corridors", "sustainable-cities"),
        ("绿色走廊研究院", "江海城市联盟"),
        _HANDBOOK_CHAPTERS,
        languages=("zh", "en"),
    ),
    ProductExtra(
        "江海城市物流数据集",
        Both(
            "虚构示例：二十一座港口三年间的船期、货类和等候时间。",
            "Fictional sample: ship calls, cargo and waiting times in twenty-one ports.",
        ),
        Both("研究者和学生", "Researchers and students"),
        ("open-data", "digital-ports"),
        ("绿色走廊研究院",),
        (),
        languages=("zh", "en"),
    ),
)
