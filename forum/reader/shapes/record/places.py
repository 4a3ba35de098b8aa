"""City, country and venue, as a record prints them beside its date or in its introduction."""

import re
from dataclasses import dataclass

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import texts
from forum.reader.vocabulary.calendar import MONTH
from forum.reader.vocabulary.places import (
    CITIES,
    CITIES_EN,
    COUNTRIES_EN,
    COUNTRIES_ZH,
    COUNTRY_IN_ENGLISH,
    COUNTRY_LIST_ZH,
    PROVINCES,
)


@dataclass(frozen=True, slots=True)
class Place:
    """City, country and venue of one language; "" for what the text does not give.

    is_known: whether the city may be nothing else, such as a university's short form.
    """

    city: str = ""
    country: str = ""
    venue: str = ""
    is_known: bool = True


_SEPARATOR = r"[\s\u3000·•・‧∙⋅･,，、\-—–|｜/]*"
_COUNTRY_FIRST_ZH = re.compile(
    rf"^(?P<country>{COUNTRY_LIST_ZH}){_SEPARATOR}(?P<city>[\u3400-\u9fff]{{2,8}}?)市?$"
)
_CITY_FIRST_ZH = re.compile(
    rf"^(?P<city>[\u3400-\u9fff]{{2,8}}?)市?[\s·•・,，]+(?P<country>{COUNTRY_LIST_ZH})$"
)
_NOT_A_CITY = re.compile(
    r"(?:论坛|大会|会议|中心|商务部|委员会|协会|学会|总会|商会|研究院|法院|公司|电视台|展览馆|会展|会议厅|酒店|大学|学院|单位|集团|银行|总局|办公室)$"
)


def read_place(text: str) -> Place | None:
    """Return the place that a line gives and nothing else, None otherwise."""
    text = texts.clean(text).strip("()（）。.")
    if not text or len(text) > 80:
        return None
    return _chinese(text) if is_han(text) else _english(text)


_PROVINCE = rf"(?:{'|'.join(sorted(PROVINCES))})(?:省|(?:壮族|回族|维吾尔)?自治区)?"
_IN_PROVINCE = re.compile(
    rf"^(?:中国)?{_PROVINCE}{_SEPARATOR}"
    rf"(?P<city>{'|'.join(sorted(CITIES, key=len, reverse=True))}|[\u3400-\u9fff]{{2,4}}(?=市))"
    r"市?(?P<rest>.*)$"
)


def _chinese(text: str) -> Place | None:
    in_province = _IN_PROVINCE.match(text)
    if in_province and not in_province["rest"]:
        return Place(in_province["city"])
    match = _COUNTRY_FIRST_ZH.match(text) or _CITY_FIRST_ZH.match(text)
    if match and not _NOT_A_CITY.search(match["city"]):
        return Place(match["city"], match["country"])
    city = text.removesuffix("市")
    if city in CITIES:
        return Place(city)
    return Place("", text) if text in COUNTRIES_ZH else None


def _english(text: str) -> Place | None:
    parts = [part for part in re.split(r"\s*[,，·•|/]\s*", text) if part]
    if len(parts) > 2 and _STATE_EN.fullmatch(parts[-2]):
        del parts[-2]
    if len(parts) > 1 and is_country_en(parts[-1]):
        is_row = is_country_en(parts[-2]) and parts[-2] != parts[-1]  # Asia, China, India
        if is_row or not _is_city_en(parts[-2]):
            return None
        if _HOUSE_EN.search(parts[-2]):
            return Place("", parts[-1], ", ".join(parts[:-1]))  # Harbour Chambers, Malta
        return Place(parts[-2], parts[-1], ", ".join(parts[:-2]))
    if text.casefold() in CITIES_EN:
        return Place(text)
    for city in (" ".join(text.split()[:count]) for count in (1, 2, 3)):
        rest = text[len(city) :].strip()
        if city.casefold() in CITIES_EN and rest and is_country_en(rest):
            return Place(city, rest)
    return None


# Boston, MA, USA; Ottawa, ON, Canada
_STATE_EN = re.compile("[A-Z]{2,3}")
_HOUSE_EN = re.compile(
    r"\b(?:hall|cent(?:re|er)|hotel|auditorium|theat(?:re|er)|campus|chambers|house|tower|building|"
    r"university|college|academy|school|museum|library)$",
    re.IGNORECASE,
)


def is_country_en(text: str) -> bool:
    """Tell whether an English text is a country's name."""
    plain = re.sub(r"^the\s+", "", text.strip(" .").casefold())
    return plain in COUNTRIES_EN or f"{plain}." in COUNTRIES_EN


def _is_city_en(text: str) -> bool:
    return len(text.split()) <= 4 and text[:1].isupper() and not re.search(r"\d|\bof\b", text)


def with_venue(text: str) -> Place:
    """Read what stands behind 地点：, a city, a venue, or both."""
    text = texts.clean(text)
    if place := read_place(text):
        return place
    for pattern in (r"[\s\u3000，,|｜]+", r"\s*[（(]\s*"):
        parts = re.split(pattern, text, maxsplit=1)
        if len(parts) > 1 and (place := read_place(parts[0])) and parts[1]:
            return Place(place.city, place.country, parts[1].strip("）) "))
    if place := _tail(text):
        return place
    return Place(city_of(text), "", text)


def _tail(text: str) -> Place | None:
    """Read a venue with its city behind it: Expo Hall, Geneva, Switzerland; 会展中心，中国·上海."""
    code = ZH if is_han(text) else EN
    parts = [part for part in re.split(r"[，,]\s*|[\s\u3000]+(?=[\u3400-\u9fff])", text) if part]
    for count in (2, 1) if code == EN else (1,):
        if len(parts) > count:
            tail = ", ".join(parts[-count:]) if code == EN else parts[-1]
            if place := read_place(tail):
                venue = text[: text.rfind(parts[-count])].rstrip(" ,，　")
                return Place(place.city, place.country, venue)
    return None


def city_of(venue: str) -> str:
    """Return the city that a venue's name begins or ends with, "" when it names none."""
    for length in (4, 3, 2, 5):
        if venue[:length] in CITIES:
            return venue[:length]
    bracketed = re.search(r"[（(]([^（）()]+)[)）]", venue)
    return bracketed[1] if bracketed and read_place(bracketed[1]) else ""


def disagree(zh: Place, en: Place) -> bool:
    """Tell whether the two languages name different places, as far as the vocabulary knows."""
    expected = CITIES.get(zh.city, "").casefold()
    if expected and en.city and en.city.casefold() in CITIES_EN and expected != en.city.casefold():
        return True
    country = COUNTRY_IN_ENGLISH.get(zh.country, "").casefold()
    english_country = re.sub(r"^the\s+", "", en.country.casefold())
    if not country or not english_country or english_country == country:
        return False
    names = {COUNTRY_IN_ENGLISH[name].casefold() for name in COUNTRIES_ZH if name != zh.country}
    akin = country in english_country or english_country in country
    return english_country in names and not akin


_VENUE_END = re.compile(
    "中心|酒店|宾馆|饭店|[馆厅园院堂宫城村楼校里上中]$|广场|大厦|会议|大学|现场|[校园厂社]区|基地|线上|同期|期间"
)
_HOUSE_END = re.compile(
    "(?:中心|酒店|宾馆|饭店|[馆厅园院堂宫楼室]|广场|大厦|校区)$|"
    r"\b(?:hall|cent(?:re|er)|hotel|room|auditorium|theat(?:re|er)|campus)$",
    re.IGNORECASE,
)
_HELD_ZH = re.compile(
    r"(?:会场|会议地点|举办地点|会址)(?:设在|设于|位于|为)(?P<site>[^，。；“”]{2,40})|"
    r"(?:于|(?<!所)在)(?P<place>(?:[^，。；“”于在]|所在){1,40}?)(?:隆重|成功|顺利|正式|圆满)*(?:举办|举行|召开|开幕|拉开帷幕)"
)
_HELD_EN = re.compile(
    r"\b(?:held|took\s+place|takes\s+place|convened|opened|hosted|organi[sz]ed|organi[sz]es)\b[^.;]*?\b(?:at|in)\s+"
    r"(?:the\s+)?(?P<site>)(?P<place>[A-Z][^.;]{2,120}?)(?=\s+(?:on|from|by|with|under|as)\s|[.;]|,\s+(?:the|it|on|with|under|bringing|and)\b|$)"
)


def names_venue(text: str) -> bool:
    """Tell whether a text ends as the names of halls and houses do: 滨海会展中心, Expo Hall."""
    return bool(_HOUSE_END.search(texts.clean(text)))


def held_at(text: str) -> Place | None:
    """Return where a sentence of the introduction says that the event was held."""
    code = ZH if is_han(text) else EN
    pattern = _HELD_ZH if code == ZH else _HELD_EN
    for match in pattern.finditer(text):
        printed = texts.clean(match["place"] or match["site"])
        # 集团总部所在地——滨海市: of which the place itself stands behind the dash
        printed = re.sub(r"\d.*?日|\d{4}年|^.*所在地[—–-]+", "", printed) if code == ZH else printed
        if not printed or re.search("期间|框架下|背景下|month|year", printed):
            continue
        if place := read_place(printed):
            return place
        if code == ZH:
            return _venue_zh(printed)
        if not _A_DAY.match(printed):
            return with_venue(printed)
    return None


# 松大, 松师: how a university is called for short, as long as a city's name.
_SHORT_FORM = re.compile("[大邮师农医工财校院所馆厅]$")
_A_DAY = re.compile(rf"\d|(?:{MONTH})\b", re.IGNORECASE)
_VENUE_IN_CITY = re.compile(
    rf"^(?P<country>{COUNTRY_LIST_ZH})?{_SEPARATOR}(?P<city>"
    rf"{'|'.join(sorted(CITIES, key=len, reverse=True))})市?(?P<rest>.*)$"
)


def _venue_zh(printed: str) -> Place:
    match = _VENUE_IN_CITY.match(printed)
    if in_province := _IN_PROVINCE.match(printed):
        return Place(in_province["city"], "", printed)
    if re.fullmatch(_PROVINCE, printed):
        return Place()
    if match and match["rest"]:
        venue = match["rest"] if match["country"] else printed
        return Place(match["city"], match["country"] or "", texts.clean(venue))
    if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", printed) and not _VENUE_END.search(printed):
        return Place(printed.removesuffix("市"), is_known=not _SHORT_FORM.search(printed))
    return Place(city_of(printed), "", printed)
