"""The words that head the sections of a record, and the kinds of session they name."""

from typing import Final

# Kind -> Chinese words, longest first within the pattern; English words below.
KIND_WORDS_ZH: Final[dict[str, str]] = {
    "break": "茶歇|茶叙|小休|会间休息|休息|(?:自助|商务)?(?:午|晚|早)餐|午饭|午宴|晚宴|午休|"
    "用餐|工作餐|招待会|合影留念|合影|集体合影|大合照",
    "signing": "合作签约|项目签约|协议签署|集中签约|签约|签署|签字",
    "award": "颁奖|授牌|颁证|授奖|表彰|授证",
    "closing": "闭幕式?致[辞词]|总结致[辞词]|总结发言|闭幕总结|会议总结|闭幕式|闭幕|总结|结束语",
    "launch": (
        "(?:知识产品|最新|重要|合作|研究|案例|项目)?(?:成果|报告|产品|倡议|蓝皮书|白皮书|指南)"
        "(?:集中)?(?:发布|展示|推介|首发)|新书发布|发布|启动仪式|启动"
    ),
    "keynote": "(?:主旨|主题|特邀|大会|专题)(?:发言|演讲|报告|讲话|分享)|主旨",
    "opening": (
        "(?:开幕式?|开场|领导|嘉宾|欢迎|主办方)?致[辞词]|领导讲话|开幕式?|开班式?|开营式?|开场|欢迎[辞词]|开幕式?发言|开场发言"
    ),
    "roundtable": (
        "(?:专题|嘉宾|高端|企业家|部长级?)?圆桌(?:讨论|对话|会谈|座谈|会议|交流|论坛|会)?"
    ),
    "dialogue": (
        "(?:高端|高层|高峰|高级别|嘉宾|专题|主题|政企|互动|企业家|部长级?|青年|巅峰|炉边|围炉)*"
        "(?:对话|对谈|访谈|谈话|漫谈|夜话)"
    ),
    "discussion": (
        "(?:专题|小组|嘉宾|主题|互动|分组|平行|高端|专家|集中|自由)*(?:讨论|研讨|交流|座谈|沙龙)"
        "(?:会)?"
    ),
    "other": "(?:互动)?(?:问答|提问|答问)|互动|参观考察|实地考察|参观|考察|签到|文艺演出|暖场",
}
SUFFIX_ZH: Final = "环节|仪式|典礼|部分|阶段|单元|议程|会议|活动|时间|时段|会"

KIND_WORDS_EN: Final[dict[str, str]] = {
    "break": (
        "(?:coffee|tea|lunch|refreshment|networking)(?:\\s+and\\s+networking)?(?:\\s+break)?|break|"
        "luncheon|dinner|reception|group\\s+photo(?:graph)?|family\\s+photo"
    ),
    "signing": "signing(?:\\s+of\\s+(?:agreements?|mous?|memoranda[a-z ]*))?|signature",
    "award": "(?:presentation\\s+of\\s+)?awards?|award\\s+presentation",
    "closing": (
        "valedictory(?:\\s+(?:function|session|address(?:es)?|ceremony))?|"
        "closing(?:\\s+(?:remarks|address(?:es)?|statements?))?|concluding(?:\\s+remarks)?|"
        "wrap[- ]?up|summary\\s+and\\s+closing"
    ),
    "launch": (
        "(?:official\\s+)?(?:launch(?:ing)?|release)(?:\\s+of\\s+(?:the\\s+)?(?:new\\s+)?"
        "(?:knowledge\\s+)?"
        "(?:outcomes?|products?|results?|reports?|publications?|deliverables?|initiatives?))?|"
        "(?:outcomes?|products?|reports?|results?|knowledge\\s+products?)\\s+(?:launch|release)"
    ),
    "keynote": "keynotes?(?:\\s+(?:speech(?:es)?|address(?:es)?|remarks|statements?|"
    "lectures?|talks?|presentations?))?",
    "opening": (
        "(?:opening|welcom(?:e|ing)|introductory)(?:\\s+and\\s+(?:opening|welcom(?:e|"
        "ing)))?(?:\\s+(?:remarks|address(?:es)?|speech(?:es)?|statements?))?"
    ),
    "roundtable": (
        "(?:high[- ]level\\s+|ministerial\\s+|ceo\\s+|expert\\s+)?round[- ]?table"
        "(?:\\s+(?:discussions?|dialogues?))?"
    ),
    "dialogue": (
        "(?:high[- ]level\\s+|policy\\s+|expert\\s+|ministerial\\s+|fireside\\s+)*"
        "(?:dialogues?|fireside\\s+(?:chats?|talks?)|conversations?)"
    ),
    "discussion": (
        "(?:high[- ]level\\s+)?"
        "(?:panel|thematic|group|interactive|plenary|expert|moderated|general)(?:\\s+panel)?\\s+"
        "(?:discussions?|sessions?)|discussions?|(?:high[- ]level\\s+)?panels?|"
        "(?:(?:public|panel)\\s+)?debates?"
    ),
    "other": "q\\s*&\\s*a|questions?\\s+and\\s+answers?|site\\s+visits?|field\\s+visits?|"
    "interactive",
}
SUFFIX_EN: Final = "sessions?|ceremony|segment|part|remarks|speeches"

TOPIC_WORDS_ZH: Final = "主题|议题|专题|话题|分议题|单元|讨论|议程"
TOPIC_WORDS_EN: Final = "topic|theme|panel|session|thematic\\s+session|sub-?topic|discussion"

INFO_ZH: Final = (
    "(?:论坛|会议|活动|分论坛)?(?:基本信息|基本情况|信息)|"
    "(?:参会|与会|出席|主要|演讲|发言|论坛|会议|活动)*(?:嘉宾|人员|名单|发言人|演讲人)(?:名单|信息|介绍|一览)?"
    "|(?:参会|与会|出席)?人员名单|嘉宾阵容"
)
INFO_EN: Final = (
    "(?:basic|general|key|event|forum)\\s+(?:information|facts?)|(?:list\\s+of\\s+)?"
    "(?:participants?|speakers?)(?:\\s+list)?|speakers?\\s+and\\s+moderators?|moderators?\\s+and\\s+"
    "speakers?|facts?|at\\s+a\\s+glance"
)
INTRO_ZH: Final = (
    "(?:论坛|会议|活动|分论坛)?(?:简要介绍|简介|介绍|概况|概述|综述|背景|背景介绍|内容简介|总体情况|简要情况)"
    "|内容介绍|前言|导言|引言"
)
INTRO_EN: Final = (
    "(?:brief|short|general)?\\s*introduction|overview|background|about(?:\\s+the)?\\s+(?:event|"
    "forum|sub-?forum|session|conference|meeting)|about|(?:brief\\s+)?summary|brief|in\\s+brief|context"
)
COVER_ZH: Final = "封面|会议组织|组织机构|组织单位|主办信息|办会机构"
COVER_EN: Final = "cover(?:\\s+page)?|organi[sz]ation|organi[sz]ers?\\s+and\\s+partners?"
BODY_ZH: Final = (
    "(?:嘉宾|与会嘉宾|会议|论坛|主要)*(?:发言摘要|发言内容|观点摘要|观点|精彩观点|会议实录|会议内容|论坛内容"
    "|主要内容|会议纪要|实录)|(?:会议|论坛|活动)?(?:议程|日程)(?:安排)?"
)
BODY_EN: Final = (
    "(?:summary\\s+of\\s+)?(?:proceedings?|remarks|interventions|presentations)|programme|program|"
    "agenda|session\\s+summar(?:y|ies)"
)
PRODUCTS_ZH: Final = (
    "(?:本次)?(?:发布的?)?(?:知识产品|成果清单|发布成果|成果介绍|产品介绍|成果简介)"
)
PRODUCTS_EN: Final = "(?:knowledge\\s+products?|products?|outcomes?)(?:\\s+launched)?"
