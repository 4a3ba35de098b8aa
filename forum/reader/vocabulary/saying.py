"""Verbs of saying, as a rapporteur puts them between a speaker's name and the words."""

from typing import Final

# Verbs after which a speech begins.
STRONG_ZH: Final = (
    "指出|表示|强调|认为|谈到|谈道|谈了|提出|建议|呼吁|回顾|分享|阐述|提到|坦言|笑言|笑称|笑说|感叹|重申|宣布|倡议|介绍|分析|透露|"
    "解释|讲述|提议|说道|直言|说|称|总结|补充|点评|讲到|谈及|言及|论及|申明|声明|力主|断言|告诫|勉励|寄语|主张|表达|期待|希望|讲道|评价|展望|号召|"
    "解读|剖析|概括|回应|论述|阐释|提醒|致辞|发言|讲解|赞[赏扬]|[称盛]赞|肯定|祝贺|感谢(?![状信函])|回忆|回忆道|追忆|感慨|坚信|相信|"
    "警告|承诺|质疑|反问|设想|描绘|告诉与会者|透露说"
)

# Between name and verb: 在致辞中, 首先, 还, 进一步 …
ADVERBS_ZH: Final = (
    "(?:在(?:其|随后的?)?(?:视频|书面|主旨|主题|开幕|闭幕|总结|讨论|大会|现场)*"
    "(?:致[辞词]|发言|演讲|讲话|讨论|报告|对话|交流|发布|点评|总结)(?:中|时|里)?[,，]?|"
    "首先|还|也|并|则|进一步|同时|着重|特别|郑重|明确|一致|随后|最后|再次|高度|充分|重点|详细|现场|热烈|衷心|向大会|代表主办方|开宗明义|深入)"
)

EN: Final = [
    "said", "says", "stated", "states", "noted", "notes", "stressed", "stresses", "emphasized",
    "emphasizes", "emphasised", "emphasises", "pointed", "points", "highlighted", "highlights",
    "underlined", "underlines", "underscored", "underscores", "explained", "explains", "observed",
    "observes", "remarked", "remarks", "argued", "argues", "believed", "believes", "added",
    "adds", "called", "calls", "proposed", "proposes", "suggested", "suggests", "recalled",
    "recalls", "shared", "shares", "introduced", "introduces", "announced", "announces",
    "presented", "presents", "described", "describes", "outlined", "outlines", "urged", "urges",
    "expressed", "expresses", "reviewed", "reviews", "mentioned", "mentions", "indicated",
    "indicates", "affirmed", "affirms", "reaffirmed", "reaffirms", "reiterated", "reiterates",
    "concluded", "concludes", "recommended", "recommends", "welcomed", "welcomes", "maintained",
    "maintains", "acknowledged", "acknowledges", "told", "tells", "declared", "declares",
    "thanked", "thanks", "commented", "comments", "discussed", "discusses", "elaborated",
    "elaborates", "advocated", "advocates", "appealed", "appeals", "reported", "reports", "held",
    "holds", "considered", "considers", "advised", "advises", "summarized", "summarizes",
    "summarised", "summarises", "warned", "warns", "hoped", "hopes", "congratulated",
    "congratulates", "reflected", "reflects", "conceded", "concedes", "cautioned", "cautions",
    "replied", "replies", "insisted", "insists", "countered",
]  # fmt: skip

# Between an English name and the verb: also, in her remarks, further …
ADVERBS_EN: Final = (
    r"(?:also|further|then|first|finally|in\s+(?:his|her|their|its)\s+[a-z ]{3,40},?|"
    r"in\s+(?:the|a|an)\s+[a-z ]{3,40},|speaking\s+[a-z ]{3,40},|strongly|again|clearly|warmly)"
)
