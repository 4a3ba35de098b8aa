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
SENTENCES: Final = (
    ("泊位的岸电改造应当先从老码头做起，设备换新之后，排放可以减少一半以上。",
     "Shore power should come to the old berths first, where new equipment halves the emissions."),
    ("中小城市缺的不是规划，而是能够看懂规划的人。",
     "What smaller cities lack is not plans but people who can read them."),
    ("数据只有在各方都能核对的时候才有用，建议公开采集的方法、时间和误差。",
     "Data are of use only when every side can check them: publish method, time and error."),
    ("过去三年的试点说明，流程比技术更难改。",
     "Three years of trials have shown that procedures are harder to change than machines."),
    ("下一步将开放两处实验场地，欢迎伙伴带着自己的问题来做测试。",
     "Two test sites will be opened next; partners are welcome to bring problems of their own."),
    ("产业园区要把工业用水循环利用起来，减少对河流的依赖。",
     "Industrial parks should use their water in circles and lean less on the rivers."),
    ("我们愿意与各国同行分享课程教材，并共同培训讲师。",
     "We are ready to share the course with colleagues abroad and to train its teachers together."),
    ("绿色金融工具需要统一的披露标准，否则成本会落在小企业身上。",
     "Green finance needs one standard of disclosure, or small firms will bear the cost."),
    ("合作协议里应写明每一步由谁负责，何时完成。",
     "An agreement should say who does each step, and by when."),
    ("本届论坛的成果将在年底之前以中英文两种语言公布。",
     "The outcomes of this forum will be published in Chinese and English before the year ends."),
)  # fmt: skip


def name(number: int) -> Pair:
    """Return the name of a person: every fifth is a foreign one. Repeats after some 14,000."""
    if number % 5 == 4:
        number //= 5
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        middle = chr(ord("A") + number // (len(FIRST) * len(LAST)) % 26)
        return f"{first[0]}·{middle}·{last[0]}", f"{first[1]} {middle}. {last[1]}"
    surname = SURNAMES[number % len(SURNAMES)]
    one = GIVEN[number // len(SURNAMES) % len(GIVEN)]
    two = GIVEN[number // (len(SURNAMES) * len(GIVEN)) % len(GIVEN)]
    return f"{surname[0]}{one[0]}{two[0]}", f"{surname[1]} {one[1].title()}{two[1]}"


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
    field, other = chance.choice(FIELDS), chance.choice(FIELDS)
    aspect = ASPECTS[number % len(ASPECTS)]
    return (
        f"{field[0]}与{other[0]}的{aspect[0]}",
        f"{aspect[1]} in {field[1]} and {other[1]}",
    )


def office(chance: random.Random, organization: Any) -> Pair:
    """Return a title of a person at an organization."""
    post = chance.choice(POSTS)
    return f"{organization.name_zh_hans}{post[0]}", f"{post[1]}, {organization.name_en}"
