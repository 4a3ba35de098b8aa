"""Words for invented sites, in pairs: Chinese and English."""

import random
from typing import Any, Final

type Pair = tuple[str, str]

_SURNAMES: Final = (
    "赵Zhao 钱Qian 孙Sun 李Li 周Zhou 吴Wu 郑Zheng 王Wang 冯Feng 陈Chen 褚Chu 卫Wei 蒋Jiang 沈Shen "
    "韩Han 杨Yang 朱Zhu 秦Qin 许Xu 何He 吕Lü 施Shi 张Zhang 孔Kong 曹Cao"
)
_GIVEN: Final = (
    "安an 博bo 昌chang 德de 恩en 芳fang 国guo 海hai 慧hui 佳jia 凯kai 兰lan 明ming 宁ning 萍ping "
    "琪qi 瑞rui 思si 婷ting 文wen 欣xin 雅ya 志zhi 卓zhuo"
)
SURNAMES: Final = tuple((word[0], word[1:]) for word in _SURNAMES.split())
GIVEN: Final = tuple((word[0], word[1:]) for word in _GIVEN.split())
FIRST: Final = (
    ("安娜", "Anna"), ("约翰", "John"), ("玛丽", "Mary"), ("彼得", "Peter"), ("露西", "Lucy"),
    ("卡洛斯", "Carlos"), ("法蒂玛", "Fatima"), ("罗伊", "Roy"), ("英格丽德", "Ingrid"),
)  # fmt: skip
LAST: Final = (
    ("林德", "Lind"), ("比拉", "Bhila"), ("莫罗", "Moreau"), ("施密特", "Schmidt"),
    ("奥科罗", "Okoro"), ("席尔瓦", "Silva"), ("田中", "Tanaka"), ("哈桑", "Hassan"),
    ("诺瓦克", "Novak"), ("麦克唐纳", "McDonald"), ("范德贝克", "van der Beek"),
)  # fmt: skip
PLACES: Final = (
    ("东海", "Donghai"), ("南湖", "Nanhu"), ("西山", "Xishan"), ("北江", "Beijiang"),
    ("云林", "Yunlin"), ("石泉", "Shiquan"), ("松柏", "Songbai"), ("梅竹", "Meizhu"),
    ("兰桂", "Langui"), ("麦田", "Maitian"), ("稻香", "Daoxiang"), ("青川", "Qingchuan"),
)  # fmt: skip
FIELDS: Final = (
    ("港口", "Port"), ("航运", "Shipping"), ("仓储", "Storage"), ("物流", "Logistics"),
    ("能源", "Energy"), ("渔业", "Fisheries"), ("造船", "Shipbuilding"), ("通信", "Telecom"),
    ("医疗", "Health"), ("金融", "Finance"), ("农业", "Agriculture"), ("教育", "Education"),
)  # fmt: skip
BODIES: Final = (
    ("研究院", "Research Institute"), ("大学", "University"), ("协会", "Association"),
    ("集团", "Group"), ("管理委员会", "Administrative Committee"), ("银行", "Bank"),
)  # fmt: skip
POSTS: Final = (
    ("院长", "President"), ("副部长", "Vice Minister"), ("总经理", "General Manager"),
    ("首席专家", "Chief Expert"), ("秘书长", "Secretary-General"), ("教授", "Professor"),
)  # fmt: skip
ASPECTS: Final = (
    ("绿色转型", "Green Transition"), ("数字化", "Digital Change"), ("国际合作", "Cooperation"),
    ("可持续发展", "Sustainable Development"), ("人才培养", "Training"), ("投资", "Investment"),
    ("标准互认", "Common Standards"), ("安全生产", "Safety at Work"),
)  # fmt: skip
# What sentences speak of: few things often, most of them seldom, as in real remarks.
MATTERS: Final = (
    *FIELDS,
    ("岸电", "shore power"), ("循环用水", "recycled water"), ("碳市场", "the carbon market"),
    ("冷链", "the cold chain"), ("数据标准", "data standards"), ("绿色金融", "green finance"),
    ("海关协作", "customs cooperation"), ("职业培训", "vocational training"),
    ("风力发电", "wind power"), ("光伏", "solar power"), ("湿地保护", "the care of wetlands"),
    ("生物多样性", "biodiversity"), ("食品安全", "food safety"), ("轨道交通", "railways"),
    ("内河航道", "inland waterways"), ("工业园区", "industrial parks"), ("检验检疫", "inspection"),
    ("跨境支付", "payments across borders"), ("人工智能", "artificial intelligence"),
    ("中小企业", "small firms"), ("信息披露", "disclosure"), ("应急演练", "emergency drills"),
    ("海水淡化", "desalination"), ("建筑节能", "efficient buildings"),
    ("垃圾分类", "waste sorting"),
    ("远程医疗", "telemedicine"), ("开放数据", "open data"), ("知识产权", "patents"),
)  # fmt: skip
_WEIGHTS: Final = tuple(1 / (place + 3) for place in range(len(MATTERS)))
FRAMES: Final = (
    ("{0}在{1}的改造应当从老城区做起，设备换新之后，排放可以减少一半以上。",
     "Work on {0} in {1} should begin in the old quarters, where new equipment halves emissions."),
    ("中小城市在{0}方面缺的不是规划，而是能够看懂规划的人。",
     "In {0}, what smaller cities lack is not plans but people who can read them."),
    ("关于{0}的数据只有在各方都能核对的时候才有用，{1}已经公开了方法、时间和误差。",
     "Data on {0} are of use only when every side can check them: {1} has published its methods."),
    ("{1}过去三年在{0}上的试点说明，流程比技术更难改。",
     "Three years of trials with {0} in {1} have shown that procedures are harder to change."),
    ("下一步{1}将开放两处场地，欢迎伙伴带着{0}的问题来做测试。",
     "{1} will open two test sites next; partners may bring their problems with {0}."),
    ("我们愿意与各国同行分享{0}的课程教材，并共同培训讲师。",
     "We are ready to share the course on {0} with colleagues abroad and to train its teachers."),
    ("{0}需要统一的尺度，否则成本会落在最小的一方身上。",
     "{0} needs one common measure, or the smallest will bear the cost."),
    ("协议里应写明{1}在{0}的每一步由谁负责，何时完成。",
     "An agreement on {0} should say who in {1} does each step, and by when."),
)  # fmt: skip


def sentence(chance: random.Random) -> Pair:
    """Return a sentence of a speech."""
    frame = chance.choice(FRAMES)
    [matter] = chance.choices(MATTERS, _WEIGHTS)
    place = chance.choice(PLACES)
    return frame[0].format(matter[0], place[0]), frame[1].format(matter[1], place[1])


def name(number: int) -> Pair:
    """Return the name of a person: every fifth is a foreign one. Repeats after some 14,000."""
    if number % 5 == 4:
        number //= 5
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        middle = chr(ord("A") + number // (len(FIRST) * len(LAST)) % 26)
        return f"{first[0]}·{middle}·{last[0]}", f"{first[1]} {middle}. {last[1]}"
    surname = SURNAMES[number % len(SURNAMES)]
    entry = GIVEN[number // len(SURNAMES) % len(GIVEN)]
    two = GIVEN[number // (len(SURNAMES) * len(GIVEN)) % len(GIVEN)]
    return f"{surname[0]}{entry[0]}{two[0]}", f"{surname[1]} {entry[1].title()}{two[1]}"


def institution(number: int) -> Pair:
    """Return the name of an institution. Repeats after some 10,000."""
    place = PLACES[number % len(PLACES)]
    field = FIELDS[number // len(PLACES) % len(FIELDS)]
    body = BODIES[number // (len(PLACES) * len(FIELDS)) % len(BODIES)]
    again = number // (len(PLACES) * len(FIELDS) * len(BODIES))
    numeral = (f"第{again + 1}", f" No. {again + 1}") if again else ("", "")
    return (
        f"{place[0]}{numeral[0]}{field[0]}{body[0]}",
        f"{place[1]} {field[1]} {body[1]}{numeral[1]}",
    )


def title(chance: random.Random, number: int) -> Pair:
    """Return a title of an event, a session, a product."""
    field, second = chance.choice(FIELDS), chance.choice(FIELDS)
    aspect = ASPECTS[number % len(ASPECTS)]
    return (
        f"{field[0]}与{second[0]}的{aspect[0]}",
        f"{aspect[1]} in {field[1]} and {second[1]}",
    )


def office(chance: random.Random, organization: Any) -> Pair:
    """Return a title of a person at an organization."""
    post = chance.choice(POSTS)
    return f"{organization.name_zh_hans}{post[0]}", f"{post[1]}, {organization.name_en}"
