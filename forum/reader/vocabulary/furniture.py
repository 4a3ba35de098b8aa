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
    r"\s*(?:会议(?:材料|文件|资料)(?:之)?[一二三四五六七八九十\d]{1,3}|附件\s*[一二三四五六七八九十\d]{0,3}|"
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

# What those who come are told of how to come: registration, rooms, meals, links, recordings.
PRACTICAL: Final = re.compile(
    r"注册参会|(?:请|前|在线|网上|扫码|此处)注册|注册(?:并|链接|方式|时间)|报名|扫码|二维码|微信群|腾讯会议|会议号|会议链接|"
    r"(?:接入|参会|入群)(?:方式|工具|链接)|直播(?:地址|链接|平台)|邮箱|行为(?:与道德)?准则|职业道德|交通(?:路线|指引)|停车|"
    r"(?:住宿|酒店)(?:预订|安排|信息)|餐券|凭请柬|胸牌|参考资料|资料下载|联系(?:人|方式|电话)|温馨提示|如有(?:调整|变动)|"
    r"以现场(?:通知|实际)?为准|\bregist(?:er|ration|ered)\b|\bRSVP\b|\bjoining\s+instructions\b|\bZoom\b|\bWebEx\b|"
    r"\bcode\s+of\s+(?:ethics|conduct)\b|\blogistics\b|\bcontact(?:\s+us)?\s*:|\bWeChat\s+group\b|"
    r"\breference\s+materials?\b|https?://|www\.|[\w.]+@[\w.]+\.\w",
    re.IGNORECASE,
)
