"""Guests of the fictional Lanwan forum: invented lives, each of which says that it is one."""

from datetime import date
from typing import Final

from forum.demo.data.shapes import Both, PersonExtra

_AT_LANWAN: Final = date(2024, 6, 12)
_ALLIANCE: Final = "江海城市联盟"
_CORRIDORS: Final = "绿色走廊研究院"


def _invented(
    name: str,
    biography: Both,
    organization: str,
    country: str,
    sort_key: str = "",
    consent: str = "given",
) -> PersonExtra:
    """Return an invented person; the biography says in its first words that it is one."""
    both = Both(f"<p>虚构人物。{biography.zh}</p>", f"<p>Fictional person. {biography.en}</p>")
    return PersonExtra(name, both, _AT_LANWAN, organization, country, sort_key, consent)


LANWAN: Final = (
    _invented(
        "苏见川",
        Both(
            "学水利出身，在岚湾的河道上工作了十二年，后来分管交通与港口。喜欢步行上班，"
            "说走过的码头比看过的报告可靠。",
            "Trained as a hydraulic engineer and worked on the rivers around Lanwan for twelve"
            " years before taking charge of transport and ports. Walks to work, and trusts a quay"
            " seen on foot more than a report.",
        ),
        "岚湾市人民政府",
        "CN",
    ),
    _invented(
        "阿米娜·奥杜亚",
        Both(
            "曾任渡轮公司调度员和市政规划师，2019年起领导江海城市联盟。"
            "在任期间，联盟成员从二十七个增加到六十三个。",
            "Was a dispatcher of ferries and a town planner before leading the Alliance of River"
            " and Sea Cities from 2019. In these years its members grew from twenty-seven to"
            " sixty-three.",
        ),
        _ALLIANCE,
        "KE",
        "oduya amina",
    ),
    _invented(
        "坎蓬·西维莱",
        Both(
            "从边境报关员做起，参加了班南陆港的全部建设，2021年起任局长。"
            "主张内陆港口首先要让司机少等。",
            "Began as a customs agent at the border, saw the whole building of the Ban Nam dry port"
            " and has directed it since 2021. Holds that an inland port is there to spare drivers"
            " the wait.",
        ),
        "班南陆港管理局",
        "LA",
        "sivilay khamphone",
    ),
    _invented(
        "安内利泽·费尔德坎普",
        Both(
            "研究货运走廊的时间与碳排放，主持二十一条中小走廊的比较研究。"
            "著有教材《时刻表经济学》。",
            "Studies time and carbon in freight corridors and led a comparison of twenty-one of"
            " them. Author of the textbook The Economics of Timetables.",
        ),
        "诺德海德应用科学大学",
        "DE",
        "feldkamp annelise",
    ),
    _invented(
        "庄若衡",
        Both(
            "程序员出身，带领八个人写出岚湾的货车预约系统。坚持每月到闸口值一次夜班。",
            "A programmer who built Lanwan’s booking system for lorries with a team of eight."
            " Works one night shift at the gate every month.",
        ),
        "岚湾港务发展中心",
        "CN",
    ),
    _invented(
        "露西娅·帕尔梅罗",
        Both(
            "海洋生物学者，后转做数据工作，把海湾里的九十种表格合并成十一种。"
            "常说表格越少，鱼越新鲜。",
            "A marine biologist who turned to data and merged the ninety forms of her bay into"
            " eleven. Fewer forms, she likes to say, make fresher fish.",
        ),
        "克拉拉湾海岸研究所",
        "BR",
        "palmeiro lucia",
    ),
    _invented(
        "基普罗诺·穆图埃尔",
        Both(
            "当过十年吊机司机，夜校毕业后任教，2020年起任院长。学院一半的课在港区里上。",
            "Drove cranes for ten years, graduated at evening school, taught, and became principal"
            " in 2020. Half of the college’s classes are held in the port.",
        ),
        "基利马湾物流学院",
        "KE",
        "mutuel kiprono",
    ),
    _invented(
        "艾古丽·萨肯诺娃",
        Both(
            "在草原铁路沿线长大，负责协会的小额货运项目，九百户牧民参加了这个项目。",
            "Grew up beside a railway on the steppe and runs the association’s small freight"
            " programme, in which nine hundred families of herders take part.",
        ),
        "草原陆港协会",
        "KZ",
        "sakenova aigul",
    ),
    _invented(
        "马蒂亚斯·奥伦霍夫",
        Both(
            "电气工程师，专门为退役电池寻找第二份工作。公司的试验设备都装在旧集装箱里。",
            "An electrical engineer who finds second jobs for used batteries. The company builds"
            " all its trials into old containers.",
        ),
        "奥伦霍夫储能公司",
        "DE",
        "ohlenhof matthias",
        # One refusal, so that a page without a portrait can be seen too.
        "refused",
    ),
    _invented(
        "温书棠",
        Both(
            "社会学者，带队走访过三千户走廊沿线的居民。正在编写一本给工程师看的访谈手册。",
            "A sociologist whose team has visited three thousand households beside corridors. Is"
            " writing a handbook of interviewing for engineers.",
        ),
        _CORRIDORS,
        "CN",
    ),
    _invented(
        "赫鲁·维巴万托",
        Both(
            "曾任岛际渡轮船长，现为十八座岛城协调维修队和备用船。",
            "Once captain of a ferry between islands, now coordinates the repair crew and the"
            " reserve vessels of eighteen island cities.",
        ),
        "努萨海岛城市网络",
        "ID",
        "wibawanto heru",
    ),
    _invented(
        "纪明朔",
        Both(
            "地理学者，绿色走廊研究院的创办人之一。主持编写的实践手册专门记录没有做成的事。",
            "A geographer and one of the founders of the Green Corridor Institute. Edited a"
            " handbook that makes a point of recording what did not succeed.",
        ),
        _CORRIDORS,
        "CN",
    ),
    _invented(
        "林知遥",
        Both(
            "报道港口新闻二十年，主持的读者来信专栏促成了货车预约系统。",
            "Has reported on the port for twenty years and edits a column of readers' letters that"
            " led to the booking system for lorries.",
        ),
        "岚湾日报社",
        "CN",
    ),
    _invented(
        "瓦伊里穆·凯利",
        Both(
            "做过电台主持人，如今为联盟的六十三座城市编辑双语通讯。",
            "Once a radio presenter, now edits the Alliance’s bilingual newsletter for"
            " sixty-three cities.",
        ),
        _ALLIANCE,
        "KE",
        "keli wairimu",
    ),
)
