"""How somebody took part, in the words of captions and lists."""

from typing import Final

VIDEO_ZH: Final = (
    "以(?:录制)?(?:视频|线上|远程|在线|网络|云)(?:连线|会议|录像|录播)?(?:的)?(?:方式|"
    "形式)(?:出席|参加|参会|致[辞词]|发言|参与)?|通过(?:录制)?(?:视频|远程|线上|网络)(?:连线|会议|"
    "录像)?(?:的)?(?:方式|形式)?(?:出席|参加|参会|致[辞词]|发言|参与)?|(?:录制)?视频(?:连线|"
    "致[辞词]|发言|出席|参会|录播|参加|演讲|方式|形式|讲话|会议)|(?:线上|远程|在线|云端?)(?:出席|"
    "参加|参会|致[辞词]|发言|连线|参与|接入|演讲)|发来视频(?:致[辞词])?"
)
WRITTEN_ZH: Final = (
    "(?:发来|发表|提交|作|以)?书面(?:致[辞词]|发言|贺[词信辞]|讲话|演讲|方式|形式|致贺)(?:出席|参加|致[辞词]|发言)?|"
    "(?:发来|致以?|发送)(?:贺信|贺[词辞]|贺电|致[辞词])"
)
ON_BEHALF_ZH: Final = (
    "(?:委托|由|请)[^，。；,;]{1,60}?(?:代为|代其|代表其?|现场)?(?:宣读|代读|代致[辞词]|致[辞词])|"
    "(?:代为)?(?:宣读|代读)"
)
IN_PERSON_ZH: Final = (
    '在[^，。；,;“”"]{1,24}?(?:现场)?(?:出席|参会|参加)|现场(?:出席|参会|参加|致[辞词]|发言|参与|演讲)|'
    "(?:线下|亲自|亲临|到场|到会|赴[^，。；“”]{1,12}?)(?:现场)?(?:出席|参会|参加|致[辞词]|发言)|亲临现场"
)

VIDEO_EN: Final = (
    r"(?:by|via|through|over)\s+(?:a\s+)?(?:live\s+|recorded\s+|pre-?recorded\s+)?(?:video)"
    r"(?:\s*-?\s*(?:link|conference|conferencing|message|call|recording))?|"
    r"(?:in\s+)?(?:a\s+)?(?:pre-?recorded\s+)?video\s+(?:message|address|remarks|statement|speech)|"
    r"by\s+remote\s+link|"
    # An adverb of manner: not in Head of Online Services, nor in a speech on learning online.
    r"(?<!\bon )(?<!\bof )(?<!\bfor )(?<!\bthe )(?-i:virtually|online|remotely)"
    r"(?=\s*[,.;:()]|\s*$|\s+(?:from|at|by|via|in|to|and|during|as|with)\b)"
)
# What somebody speaks of says nothing of how: 围绕远程医疗作报告, a speech on distance learning.
TOPIC_ZH: Final = (
    r"“[^“”]*”|《[^《》]*》|(?:围绕|就(?!以|通过)|关于|针对|聚焦)[^，。；]{1,40}?(?=[，。；作做]|进行|发表|展开|交流|分享|$)|"
    r"以(?!(?:录制)?(?:视频|线上|远程|在线|网络|云))[^，。；]{1,40}?为(?:主?题|例)"
)
TOPIC_EN: Final = (
    r"[“\"][^“”\"]*[”\"]|\b(?:on(?!\s+(?:behalf|site|screen)\b)|about|regarding|concerning|entitled|titled)\s+"
    r"[^,.;:]{1,160}?(?=[,.;:]|$|\s(?:by|via|through)\s)"
)
WRITTEN_EN: Final = (
    r"in\s+writing|(?:a\s+)?written\s+(?:message|statement|remarks|speech|address|contribution|"
    r"congratulations)|(?:sent|sends)\s+a\s+(?:congratulatory\s+)?(?:letter|message)"
)
ON_BEHALF_EN: Final = (
    r"(?:read|delivered|presented)\s+(?:out\s+)?(?:by\s+[^,.;]{2,80}\s+)?on\s+(?:his|her|their)\s+"
    r"behalf(?:\s+by\s+[^,.;]{2,80})?|read\s+(?:out\s+)?by\s+[^,.;]{2,80}"
)
IN_PERSON_EN: Final = r"in\s+person|on[- ]?site"
# Somebody who attends in Geneva is there; the words are "in Geneva".
PRESENT_EN: Final = (
    r"(?:attend(?:ed|s|ing)?|join(?:ed|s|ing)?|participat(?:ed|es|ing))\s[^,.;]{0,160}?"
    r"\b(?P<words>in\s+(?!Person)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
# Beside a name in a list: （视频）, (by video), （线上）, （书面）, （现场）.
MARKS: Final[dict[str, str]] = {
    "video": r"视频|视频连线|视频致[辞词]|线上|远程|在线|视频方式|以视频方式出席|视频出席|"
    r"线上出席|视频参会"
    r"|online|by\s+video|via\s+video(?:\s*link)?|video|virtual(?:ly)?|remote(?:ly)?|video\s+message",
    "written": r"书面|书面致[辞词]|书面发言|贺信|written|in\s+writing|written\s+(?:message|"
    r"statement)",
    "in_person": r"现场|线下|现场出席|现场参会|in\s+person|on[- ]?site",
}
# What fills the cell of somebody who is not coming.
ABSENT: Final = (
    r"取消(?:参会|出席|行程)?|请假|缺席|未到会?|[病事公年产]假|(?:因[^，。]{1,12})?(?:不|未能?|无法|不能)(?:参加|出席|参会|到会|来)|"
    r"cancell?ed|withdrawn|withdrew|declined|regrets|absent|not\s+(?:attending|coming)|apologies"
)
# The same in a sentence: 林岚因故未能到场; Ms Berg was unable to attend.
TOLD_ABSENT_ZH: Final = (
    "(?:未能?|没能?|没有能够|无法|不能|不克|未及)(?:够|如期|按时|如约|亲自|亲临|前来|到场|现场|到会|线下|实地)*"
    "(?:出席|参加|参会|与会|到场|到会|前来|成行|赴会|莅临|亲临)|(?:因[^，。；]{1,16})?缺席|"
    "(?:因[^，。；]{1,16})(?:请假|取消(?:了)?(?:行程|参会|出席))"
)
TOLD_ABSENT_EN: Final = (
    r"\b(?:(?:was|were|is|are|had\s+been)\s+(?:\w+ly\s+)?(?:unable|not\s+able)\s+to|"
    r"(?:could|can|did)\s*(?:not|n[’']t)|couldn[’']t|didn[’']t)\s+"
    r"(?:attend|join|participate|come|travel|take\s+part|be\s+(?:present|there|with)|make\s+it)\b|"
    r"\b(?:sent|tendered|conveyed)\s+(?:his|her|their)\s+(?:apologies|regrets)\b|"
    r"\b(?:was|were)\s+absent\b|\bhad\s+to\s+(?:cancel|withdraw)\b"
)
# Beside a name as well, and no more a title: for whom somebody came, in whose words.
ASIDE: Final = (
    r"(?:代表(?!处|团|委|大会|队|理事|董事|取締役|人$)|代替|替代)[^（()）]{2,40}|"
    r"(?:列席|出席|参加|仅参加)第?[^，,（()）]{1,12}|受[^（()）]{2,30}委托[^（()）]{0,20}|(?:原文)?译文|中译|(?:现场)?(?:翻译|口译)|配?(?:同声传译|同传|交传)|"
    r"(?:via|in|from|over|by)\s+(?:the\s+)?(?:chat|e-?mail|(?:tele)?phone)|"
    r"on\s+behalf\s+of\s.+|(?:replacing|representing|in\s+place\s+of|instead\s+of)\s.+|who\s+.+|"
    r"(?:with\s+)?(?:interpretation|interpreted|translation|translated)(?:\s.+)?|in\s+translation"
)
