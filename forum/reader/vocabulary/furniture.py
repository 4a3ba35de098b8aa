"""Lines of whoever prepared the paper, of which nothing belongs to the event."""

import re
from typing import Final

_HANDLING_ZH: Final = (
    "内部|仅供|保密|机密|秘密|请勿|注意保存|外传|征求意见稿|送审稿|讨论稿|草稿|初稿|定稿"
)
_MADE_ZH: Final = "整理|审阅|审定|校对|未经|供稿|转载|来源|录音"
_HANDLING_EN: Final = (
    r"for\s+internal\s+use|not\s+for\s+(?:distribution|circulation|quotation)|confidential|"
    r"(?:unedited\s+)?draft|embargoed|unedited"
)

# Numbers of papers, notes on their use, who put them together, "the end".
EDITORIAL: Final = re.compile(
    r"\s*(?!.*(?:议程|日程|流程|\b(?:agenda|programme|program|schedule|minutes)\b))(?:会议(?:材料|文件|资料)(?:之)?[一二三四五六七八九十\d]{1,3}|附件\s*[一二三四五六七八九十\d]{0,3}|"
    rf"[（(【\[]?\s*(?:{_HANDLING_ZH})[^。；]{{0,20}}[）)】\]]?|"
    rf"[（(【\[][^（()）]{{0,40}}(?:{_HANDLING_ZH}|{_MADE_ZH})[^（()）]{{0,40}}[）)】\]]|"
    r"(?:来源|供稿|撰稿|编辑|责编|责任编辑|编审|审核|校对|摄影|文字整理|整理)\s*[:：/][^。]{1,40}|"
    r"[（(]?\s*(?:完|全文完|以上)\s*[）)]?|"
    r"\[\d{1,2}\]\s+\S.*[.。]|.{2,80}\(\d+(?:\.\d+)?\s*[kKM]B\)|"
    rf"[(\[]?\s*(?:{_HANDLING_EN})[^.]{{0,40}}[)\]]?\.?|"
    r"[(\[][^()]{0,60}(?:not\s+(?:been\s+)?(?:checked|reviewed|edited)|secretariat's\s+notes)"
    r"[^()]{0,60}[)\]]|"
    r"(?:source|edited\s+by|compiled\s+by|photos?\s+by)\s*:[^.]{1,60}|\(?\s*end\s*\)?)\s*",
    re.IGNORECASE,
)

# What stands under a picture without telling of anybody, and around a text on its page.
_SCENES: Final = (
    "会议|论坛|活动|大会|峰会|年会|座谈会|研讨会|交流会|推介会|开幕式|闭幕式|签约仪式|启动仪式|仪式|发布会|圆桌(?:论坛|对话|会议)|"
    "报告会|讲座|对话|培训|颁奖|演讲|主论坛|分论坛"
)
CAPTION: Final = re.compile(
    rf"\s*(?:[▲△▼↑↓]|图(?:为|[一二三四五六七八九十\d]*\s*[:：]?))?\s*(?:(?:{_SCENES})+(?:的)?(?:现场|会场|合影|剪影|掠影|一角)+(?:图|图片|照片)?|"
    rf"(?:与会|参会|全体|部分)*(?:人员|嘉宾|代表|专家|领导|学者|师生)*合影(?:留念)?|图为[^。；]{{2,40}}|"
    r"[^。；]{4,80}[（(][^（）()]{1,20}(?:摄|供图|制图)[)）]|"
    rf"(?:{_SCENES})(?:照片|图片|图)|(?:[左右上下中]图[:：]?\s*[^，。；]{{2,20}}[，、；]?\s*){{1,4}})\s*[。▲△▼]?\s*"
)
PAGE_PART: Final = re.compile(
    r"\s*(?:阅读原文|查看原文|(?:转入|进入|点击)[^，。；]{0,12}(?:地址|链接|原文|报名|查看|阅读|详情|进入)|(?:原文|文章|视频|相关)?(?:链接|地址)\s*[:：].*|"
    r"(?:上|下)一[篇条页]\s*[:：]?.{0,80}|返回(?:列表|首页|顶部|目录)|分享(?:到|至)\s*[:：]?.{0,30}|[【\[]?(?:打印|关闭|收藏|字号)[^，。；]{0,12}|"
    r"(?:阅读|浏览|点击)(?:次数|量|数)?\s*[:：]?\s*\d+\s*次?|相关(?:阅读|新闻|文章|链接)\s*[:：]?.{0,60}|【[^】]{2,12}】|"
    r"(?:本文|文章|图片)?(?:来源|转载自|转自|出处|供图|图片来源|制图|排版|审核|初审|终审|复审|校对|监制|出品|策划|素材)\s*[:：/丨|].{1,60}|"
    r"(?:发布|更新|发表)?(?:时间|日期)\s*[:：]?\s*\d{4}[-./年].{0,40}?(?:来源|作者|浏览|点击|编辑|字号|阅读).{0,60}|"
    r"(?:信息)?来源\s*[:：].{2,40}?(?:发布)?(?:时间|日期)\s*[:：].{4,30}|"
    r"\d{1,2}\s*min(?:ute)?s?\s+read|A[+-]?|(?:设为首页|加入收藏)[^，。]{0,16}|"
    r"(?:read|learn|find\s+out)\s+more\b.{0,40}|share\s+this(?:\s+\w+)?|related\s+(?:articles?|news|links?|stories)\s*:?|"
    r"(?:last|page)\s+updated\b.{0,40}|back\s+to\s+top|print\s+this\s+page|follow\s+us\b.{0,60}|"
    r"(?:for\s+)?(?:media|press)\s+(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries)\b.{0,120}|"
    r"(?:photos?|images?|pictures?)(?:\s+credits?)?\s*:.{1,80}|(?:https?://|www\.)\S+|"
    r"(?:posted|published|tags?|categories|category)\s*(?:on|by|in)?\s*:.{1,80})\s*",
    re.IGNORECASE,
)

# What heads such notices: all below it is for whoever comes.
PRACTICAL_HEADING: Final = re.compile(
    r"\s*(?:[\d一二三四五六七八九十]{1,2}\s*[.、．)）]\s*)?(?:(?:会议|论坛|活动|大会|参会)?(?:交通|位置|会场|住宿|酒店|报名|联系|注册|停车|用餐|签到|入场|乘车|场地|参会|接驳)"
    r"(?:位置|方式|注册|报名|信息)?(?:指引|指南|信息|方式|路线|须知|人|安排|说明|提示|地图|图)|"
    r"(?:[听观受]众|参会者?|[你您]将)收获|(?:[|｜]\s*)?加入[^，。:：]{0,16}群|(?:[|｜]\s*)?点击(?:即可|此处)?报名|了解更多[^，。:：]{0,12}|项目地址|"
    r"(?:getting\s+(?:there|here)|directions|travel(?:\s+information)?|accommodation|contacts?(?:\s+(?:us|information))?|"
    r"registration|location\s+map|how\s+to\s+(?:register|join|get\s+there)|venue\s+(?:map|information)|practical\s+information))"
    r"\s*[:：]?\s*",
    re.IGNORECASE,
)
# The same of several things, as a numbered section of a notice: 五、交通和住宿提示
_TO_COME: Final = "交通|住宿|食宿|用餐|停车|会务费?|费用|收费|缴费|报名|注册|联系|报到|签到|参会"
PRACTICAL_SECTION: Final = re.compile(
    r"\s*[一二三四五六七八九十]{1,2}、(?:会议|论坛|活动|大会|参会|其他|有关|相关){0,2}"
    rf"(?:(?:{_TO_COME})[及和与、]?){{1,4}}"
    r"(?:(?:提示|安排|须知|方式|指南|指引|事项|信息|标准|说明|办法|流程|时间|地点|电话|人|费)[及和与、]?"
    rf"(?:(?:{_TO_COME})[及和与、]?)?){{0,3}}(?:[（(][^（()）]{{1,20}}[)）])?\s*[:：]?\s*"
)
SECTION: Final = re.compile(r"\s*[一二三四五六七八九十]{1,2}、\S")
# What those who come are told of how to come: registration, rooms, meals, links, recordings.
PRACTICAL: Final = re.compile(
    r"互动群|交流群|群号|直播\s?(?:间|ID)|^[^\w]*(?:活动|会议|举办)形式\s*[:：]|注册参会|(?:请|前|在线|网上|扫码|此处)注册|注册(?:并|链接|方式|时间)|报名|扫码|二维码|微信群|腾讯会议|会议号|会议链接|"
    r"(?:接入|参会|入群)(?:方式|工具|链接)|直播(?:地址|链接|平台)|邮箱|行为(?:与道德)?准则|职业道德|交通(?:路线|指引)|停车|"
    r"(?:住宿|酒店)(?:预订|安排|信息)|餐券|凭请柬|胸牌|参考资料|资料下载|联系(?:人|方式|电话)|温馨提示|如有(?:调整|变动)|"
    r"以现场(?:通知|实际)?为准|\bregist(?:er|ration|ered)\b|\bRSVP\b|\bjoining\s+instructions\b|(?<![A-Za-z])Zoom(?![A-Za-z])|\bWebEx\b|"
    r"\bcode\s+of\s+(?:ethics|conduct)\b|\blogistics\b|\bcontact(?:\s+us)?\s*:|\bWeChat\s+group\b|"
    r"\breference\s+materials?\b|https?://|www\.|[\w.]{1,64}@[\w.]+\.\w",
    re.IGNORECASE,
)

# Harbours after the storm (slides, video), Anna Berg [prepared remarks]: what a page links to.
MATERIAL: Final = (
    r"(?:slides?|slide\s+deck|videos?|recordings?|pdf|pptx?|papers?|abstracts?|posters?|handouts?|transcripts?|presentations?|"
    r"prepared\s+(?:remarks|text|statement|speech)|幻灯片|课件|演示文稿|讲稿|发言稿|录像|视频)"
)
LINKED: Final = re.compile(
    rf"\s*[（(\[]\s*{MATERIAL}(?:\s*(?:[,，、;；/|&]|and|和)\s*{MATERIAL})*\s*[)）\]]",
    re.IGNORECASE,
)
# Link to slides, Anna's slides: nothing else in the line
LINK_ALONE: Final = re.compile(
    rf"\s*(?:links?\s+to\s+)?(?:(?:the|[\w-]+[’']s?)\s+)?{MATERIAL}\s*", re.IGNORECASE
)

# Where somebody can be reached: private, and no part of what she or he is.
CONTACT: Final = re.compile(
    r"\s{0,3}[,，;；、|｜]?\s{0,3}[（(\[]?\s{0,3}"
    r"(?:(?:\be-?mail|\btel(?:ephone)?|\bphone|\bmobile|(?:联系|手机|移动)?电话|手机号?码?|邮箱|电邮|电子邮[件箱])\s{0,3}[:：.]?\s{0,3})?"
    r"(?:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:https?://|www\.)[^\s（）()，。；]+|"
    r"\+\d{1,3}[\d -]{6,14}\d|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d))"
    r"\s{0,3}[)）\]]?",
    re.IGNORECASE,
)
# Whom to ask is no guest.
ENQUIRIES: Final = re.compile(
    r"联系|咨询|详询|会务|请(?:发|致电|告知|反馈)|发送至|\b(?:contact|enquir|inquir|reach|call|e-?mail\s+us)",
    re.IGNORECASE,
)

# What news end with: who the houses are, whom to ask, what nobody vouches for.
ABOUT_HOUSE: Final = re.compile(
    r"\s*(?:about\s+(?!(?:the\s+)?(?:speakers?|authors?|panel|guests|moderators?|event|forum|conference|summit|workshop|session)\b)"
    r"[^.:!?]{2,90}|notes?\s+(?:to|for)\s+editors?|"
    r"(?:(?:media|press|news|further)\s+)?(?:enquiries|inquiries|contacts?(?:\s+(?:details|information|person))?)|"
    r"forward[- ]looking\s+statements?|disclaimer)\s*:?\s*",
    re.IGNORECASE,
)
# For more information, please visit …: the whole of a paragraph
FURTHER_INFORMATION: Final = re.compile(
    r"\s*(?:for\s+(?:more|further|additional|full)\s+(?:information|details)|to\s+(?:learn|find\s+out|read)\s+more|"
    r"(?:please\s+)?(?:visit|see)\s+(?:https?://|www\.)|disclaimer\s*:|follow\s+us\s+on)\b.{0,400}",
    re.IGNORECASE,
)

_SHARED: Final = (
    "分享(?:到|至)?|微信|微博|新浪微博|朋友圈|QQ(?:空间|好友)?|复制链接|扫一扫|打印|收藏|点赞|评论|字号|字体|"
    "[大中小]|Facebook|Twitter|X|LinkedIn|WhatsApp|WeChat|Weibo|E-?mail|Print|Share|Copy link"
)
_SITE_PARTS: Final = (
    "首页|主页|设为首页|加入收藏|登录|注册|English|中文|简体|繁体|搜索|网站地图|联系我们|"
    "Home|Login|Log in|Sign in|Register|Search|Menu|Contact(?: us)?|About(?: us)?|News|Events"
)
# Lines of a page's head: where one is on the site, its other parts, where to share, its own name.
NAVIGATION: Final = re.compile(
    r"(?:您?(?:现在|当前)?的?(?:所在)?的?位置\s*[:：]|You are here\s*:).{0,80}|"
    r"(?:首页|主页|Home)\s*[>»›→/].{0,80}|[^>»›。；]{1,24}(?:\s*[>»›]\s*[^>»›。；]{1,40}){1,5}|"
    r"首页(?:[\s|｜·]+[\u3400-\u9fff]{2,6}){1,12}|"
    rf"(?:{_SHARED})(?:[\s|｜/、·:：]+(?:{_SHARED}))*[:：]?|"
    rf"(?:{_SITE_PARTS})(?:\s*[|｜/·\s]\s*(?:{_SITE_PARTS}))*|"
    r"archived\s+(?:content|page)|this\s+(?:web)?(?:page|site|content)\s+(?:is|was|has\s+been)\s+archived\b.{0,100}|"
    r"(?:本|此)(?:页面?|网页|栏目)已(?:归档|存档).{0,60}|"
    r"(?:浏览|阅读|点击|访问|人气)(?:次数|量|数)?\s*[:：]?\s*\d+\s*次?|\d+\s+views?|views?\s*:?\s*\d+|"
    r"[\u3400-\u9fffA-Za-z]{2,16}(?:网|在线|门户网站|客户端|日报|晚报|公众号)",
    re.IGNORECASE,
)
# Lines of its foot: who edited it, the articles beside it.
PAGE_FOOT: Final = re.compile(
    r"[（(\[【]?(?:责任编辑|责编|编辑|编审|审核|校对|来源)\s*[:：/丨].{1,40}|(?:上|下)一[篇条页]\s*[:：]?.{0,80}|"
    r"(?:我要|发表|查看)(?:全部)?评论.{0,20}|"
    r"(?:previous|next)\s+(?:article|post|story)\b.{0,100}|(?:©|版权所有|copyright\b).{0,80}",
    re.IGNORECASE,
)
# What heads the articles that a page offers below its own.
FURTHER_ARTICLES: Final = re.compile(
    r"[【\[■●▶\s]*(?:相关(?:阅读|新闻|文章|链接|报道|推荐|资讯)|(?:延伸|推荐|扩展)阅读|猜你喜欢|"
    r"热门(?:推荐|文章|新闻|阅读|资讯)|更多(?:新闻|资讯|阅读|报道|文章|精彩)|往期(?:回顾|推荐|精选)|"
    r"最新(?:文章|资讯|新闻)|(?:related|recommended|latest|popular|further|more)\s+"
    r"(?:articles?|news|stories|posts?|reading|coverage)|you\s+may\s+also\s+like|read\s+next)"
    r"\s*[】\]]?\s*[:：]?",
    re.IGNORECASE,
)
_DAY: Final = (
    r"(?:(?:19|20)\d\d\s*[-./年]\s*\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+(?:19|20)\d\d|"
    r"[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+(?:19|20)\d\d)"
)
# A line that says when the paper was made.
PUBLISHED: Final = re.compile(
    rf"(?:发布|发表|更新|刊发|上传|录入|编辑|修改|创建)(?:时间|日期|于)?\s*[:：]?\s*{_DAY}.*|"
    rf"(?:信息|文章)?(?:来源|出处|作者)\s*[:：/].{{0,60}}?{_DAY}.*|"
    rf"(?:(?:时间|日期)\s*[:：]?\s*)?{_DAY}.{{0,40}}?(?:(?:来源|作者|编辑|责编|记者)\s*[:：/]|浏览|点击|字号|阅读[量数次:：]|Posted|views|min\s+read).*|"
    rf"(?:published|posted|updated|last\s+(?:updated|modified)|date\s+(?:posted|published))\b.{{0,24}}?{_DAY}.*",
    re.IGNORECASE,
)
# What heads links and books below a talk: 延伸阅读, Further reading
REFERENCES: Final = re.compile(
    r"(?:[\u3400-\u9fff]{0,8}(?:与|和|及))?(?:(?:延伸|扩展|拓展|推荐)阅读|参考(?:资料|文献|链接)|相关(?:链接|资料))\s*[:：]?|"
    r"(?:references|further\s+reading|(?:related\s+)?links|resources)\s*:?",
    re.IGNORECASE,
)
