"""Short and older names of countries and areas, which the official lists of names have not."""

from typing import Final

_NAMES: Final = (
    "CN=PRC,P.R. China,PR China,P. R. China,People's Republic of China,中华人民共和国,中国大陆; "
    "GB=UK,United Kingdom,Great Britain,Britain,英国; "
    "US=USA,U.S.A.,United States,美国,美利坚合众国; "
    "AE=UAE,United Arab Emirates,阿联酋; KR=South Korea,Korea,韩国,大韩民国; "
    "KP=DPRK,North Korea,朝鲜; RU=Russia,俄罗斯; VN=Vietnam,越南; LA=Laos,Lao PDR,老挝; "
    "TR=Turkey,Turkiye,土耳其; SY=Syria,叙利亚; "
    "IR=Iran,伊朗; TZ=Tanzania,坦桑尼亚; MD=Moldova,摩尔多瓦; "
    "BO=Bolivia,玻利维亚; VE=Venezuela,委内瑞拉; "
    "BN=Brunei,文莱; CI=Ivory Coast,Cote d'Ivoire,科特迪瓦; CV=Cape Verde,佛得角; "
    "CZ=Czech Republic,捷克; "
    "SZ=Swaziland,斯威士兰; NL=Netherlands,The Netherlands,Holland,荷兰; "
    "PH=The Philippines,菲律宾; "
    "GM=The Gambia,冈比亚; CD=DR Congo,DRC,刚果（金）; CG=Republic of the Congo,刚果（布）; "
    "FM=Micronesia,密克罗尼西亚; VA=Vatican,梵蒂冈; PS=Palestine,巴勒斯坦; MK=Macedonia,北马其顿; "
    "MM=Burma,缅甸; TL=East Timor,东帝汶; HK=Hong Kong,香港,中国香港,Hong Kong SAR; "
    "BS=Bahamas,The Bahamas,巴哈马; MO=Macao,Macau,澳门,中国澳门,Macao SAR; "
    "TW=中国台湾,Taiwan Province of China"
)
FURTHER_COUNTRY_NAMES: Final[dict[str, tuple[str, ...]]] = {
    code: tuple(names.split(","))
    for code, _sign, names in (entry.partition("=") for entry in _NAMES.split("; "))
}
