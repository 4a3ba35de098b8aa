"""What news and reports say of the event itself: its name, days, place, hosts and organizers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH
from forum.reader.prose.event_days import (
    HELD_TODAY,
    HELD_TODAY_ZH,
    extend_days,
    is_of_earlier_year,
    read_moments,
    warn_of_days_without_year,
)
from forum.reader.prose.event_names import (
    BEFORE_NAME_EN,
    HELD_WORD_EN,
    HELD_ZH,
    NAME_ZH,
    QUOTED_ZH,
    clean_name_zh,
    event_names_en,
    name_in_sentence,
    names_zh,
)
from forum.reader.prose.organizations import (
    CLAUSE_EN,
    SHIELD,
    split_organizations_en,
    split_organizations_zh,
)
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import dates, places, texts
from forum.reader.vocabulary import calendar, prose_en, prose_zh
from forum.reader.vocabulary.furniture import CAPTION, PAGE_PART, PUBLISHED
from forum.reader.vocabulary.places import CITIES

_LONGEST_HEADLINE: Final = {ZH: 160, EN: 320}
_ASKS: Final = re.compile(r"[^。]{6,60}[？！?!]")  # as headlines of news may
_HEAD_PARAGRAPHS: Final = 4
_SHORTEST_LEAD: Final = 60  # characters
_SHARED: Final = 6  # characters
_THIS: Final = re.compile("^(?:\\d{4}年)?(?:本|此|该|这)?[次届期场]?")
_OF_THIS_EVENT: Final = re.compile(
    rf"^(?:本|此|该|这)[次届期场]|^(?:[\u3400-\u9fff]{{0,4}})?(?:{prose_zh.EVENT_NOUNS}|活动|仪式|开幕式)$|\ue000"
)
_NO_PLACE_ZH: Final = re.compile(
    f"{prose_zh.DEICTIC}|[哪这那][里儿边]|何处|(?:线上|线下|云端|云上|网络|网上|在线|视频)+(?:平台|会议|同步)?|[我本该]|校|"
    f"{prose_zh.EVENT_NOUNS}"
)
# 由某大学首次, 某地采用线上方式: how, or by whom, something was held
_NO_SITE_ZH: Final = re.compile("^[由与和]|声中?$|氛围|之际|首次|采[用取]|通过|方式|联合|共同")
_ROLE_ZH: Final = re.compile(
    r"(?P<names>[^，。；]{2,400}?)(?:共同|联合|负责|具体|倾力|牵头|参与|提供)*"
    r"(?P<role>主办|承办|协办|合办|指导|支持|执行|举办(?=的))(?P<unit>单位|下)?(?=$|[的、，。；])"
)
# Words that are as often nouns name organizers only so: 由…支持, 支持单位, 在…指导下.
_NOUNS_TOO: Final = frozenset({"指导", "支持", "执行"})
_HOSTS_FIRST_ZH: Final = re.compile(
    r"^(?:(?:[^。；]{0,160}，)?[^，。；]{0,20}[日午前晚]，)?(?P<names>[^，。；在于]{3,200}?)(?:[在于][^，。；]{2,24}?)?(?:共同|联合)*(?P<role>主办|承办|举办)(?:了|“)"
)
# 潮汐周是潮汐局主办的第四次盛会: who is told of before it is no host
_IS_OF_HOST: Final = re.compile("[^，。；、]{2,40}?(?<![就不还也都总])是(?=[^，。；]{2,40}$)")
# On the day that is told with one of these the event ended: 于5月8日圆满收官
_ENDED_ZH: Final = re.compile("(?:收官|闭幕|落幕|落下帷幕)$")
_ROLES_ZH: Final = {
    "主办": "host", "举办": "host", "合办": "host", "承办": "organizer", "协办": "co_organizer",
    "指导": "guidance", "支持": "supporter", "执行": "implementer",
}  # fmt: skip
_WISHED: Final = re.compile("希望|预?祝愿?|感谢|祝贺|欢迎|期待|表示|指出|介绍|认为|呼吁")

_SUBJECT_VERB: Final = re.compile(r"\s+(?:was|were|took|takes|brought|attracted)\b")
# The United Nations Commission on International Trade Law: on a subject, not on a day.
_NO_SUBJECT: Final = "".join(
    rf"(?<!{noun}\s)"
    for noun in ("commission", "committee", "council", "conference", "convention", "institute",
                 "centre", "center", "panel", "group", "office", "coalition", "network")
)  # fmt: skip
# Partners in Shipping, Women in Trade: what they have in common, not where they met.
_NO_CALLING: Final = "".join(
    rf"(?<!\bby\s{noun})" for noun in ("partners", "women", "youth", "leaders", "experts")
)
_PASSIVE_EN: Final = re.compile(
    r"\b(?P<role>(?:co-?\s?)?hosted|(?:jointly\s+)?(?:co-?\s?)?organi[sz]ed|supported|convened|sponsored)\s+by\s+"
    r"(?P<names>.+?)(?=\s+in\s+(?:collaboration|partnership|cooperation)\s+with|,?\s+(?:and\s+)?(?:was|were|(?:jointly\s+)?(?:organi[sz]ed|sponsored|convened)\s+by|supported|hosted|"
    r"co-?organi[sz]ed|took|takes|brought|attracted|held|with\s+(?:the\s+)?(?:\w+\s+)?(?:support|sponsorship|assistance|backing|participation)|under\s+the|and\s+(?:titled|entitled|themed|called))\b|[.;]|,\s+(?:it|which|in|on)\s|,\s+the\s+(?:event|conference|forum|summit|week|meeting|workshop)\b|"
    rf"\s+(?:{_NO_SUBJECT}on|from|at)\s+(?:\d|[A-Z][a-z]+\s+\d|[A-Z])|{_NO_CALLING}\s+in\s+[A-Z]|\s+to\s+[a-z]|$)",
    re.IGNORECASE,
)
# in conjunction with the Reef Cup, hosted by the Coast Office: whose it may be that was beside it
_BESIDE_EN: Final = re.compile(
    r"\b(?:in\s+(?:conjunction|parallel)\s+with|on\s+the\s+(?:sidelines|margins)\s+of|alongside|concurrently\s+with|back[\s-]to[\s-]back\s+with)\s+"
    r"(?:(?!\b(?:was|were|is|are|has|have)\b)[^;.])*,\s*$"
)
_OF_EVENT_EN: Final = re.compile(
    r"\b(?:event|forum|conference|summit|week|meeting|workshop|symposium|seminar|dialogue|"
    r"organi[sz]ation|organi[sz]ed)\b",
    re.IGNORECASE,
)
_PLACE_EN: Final = re.compile(
    r"\b(?:in|at)\s+(?P<place>(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
    r"(?:,\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*){0,2})"
)
# What is to follow may be another event: the talks to be held in Bergen; tomorrow, 12 September
_ELSEWHERE_EN: Final = re.compile(r"\bto\s+be\s+held\b|\btomorrow\b")
# What somebody said, not what something is called: nobody hosts what a quotation says.
_SPOKEN_EN: Final = re.compile(r"(?<=[,:]\s)“[^“”]{40,}”|^“[^“”]{40,}”")
_CITY_AND_DAY_EN: Final = re.compile(
    r"\b(?:held|took\s+place|gathered|met|convened|opened)\s+in\s+"
    r"(?P<city>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,2})\s+(?:on|from)\s+(?:\d|[A-Z][a-z]+\s+\d)"
)
_WITH_EN: Final = re.compile(
    r"\b(?:in\s+(?:collaboration|partnership|cooperation)\s+with|"
    r"with\s+(?:the\s+)?(?:[a-z]+\s+)?support\s+(?:of|from))\s+(?P<names>(?:the\s+)?[A-Z].+?)(?=[.;]|,\s+(?:the|it|which)\s|\s+(?:on|from)\s+\d|,?\s+(?:hosted|held|organi[sz]ed|convened|launched)\b|\s+to\s+[a-z]|$)"
)
_ACTIVE_EN: Final = re.compile(
    r"^(?:On\s+[^,]{4,90},\s+)?(?:The\s+|the\s+)?(?P<names>[A-Z][^.;“”]{3,240}?)\s+(?:jointly\s+|today\s+|successfully\s+|will\s+)*"
    rf"(?P<role>co-?\s?organi[sz]ed|co-?hosted|hosted|organi[sz]ed|convened|held|(?<=will\s){prose_en.WILL_HOLD}|(?<=will\sjointly\s){prose_en.WILL_HOLD})\s+(?:the|its|a|an)\b"
)
# The Minister also visited a fair and hosted a dinner: neither is a name.
_PAST_EN: Final = re.compile(
    r"\b(?:(?:also\s+)?[a-z]{2,}ed\s+(?:the|its|an?|with|at|in|by|to)|(?:took|takes)\s+place)\b"
)
_ENDED_EN: Final = re.compile(
    r"\b(?:concluded|closed|ended|wrapped\s+up|(?:came|drew)\s+to\s+(?:a\s+close|an\s+end|its\s+end)|"
    r"adopted|approved|ratified|published|founded|established)\s+on\b|"
    r"\b(?:concluded|closed|ended|wrapped\s+up)\s+(?:\w+ly\s+)?(?:today|yesterday)\b"
)
# the next edition will be held in Mombasa in 2030; it will be held there next year
_NEXT_EDITION_EN: Final = re.compile(
    r"(?:^|,\s+|\b(?:that|and|but|where|when)\s+)(?:(?:the|its|our|their)\s+)?(?:next|following)\s+"
    rf"(?:year[’']s\s+)?(?:edition|{prose_en.EVENT_NOUNS})\s+(?:(?:of|in)\s+[^,;.]{{2,60}}?\s+)?(?:will|is|shall|would)\b|"
    r"\bwill\s+[^,;.]{2,80}\s(?:next|the\s+following)\s+year\b|"
    r"\b(?:next|the\s+following)\s+year[^.;]{2,80}\swill\b",
    re.IGNORECASE,
)
_DASHES: Final = "—–- "
_CITY_BEHIND_EN: Final = re.compile(r"\s+in\s+[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?$")
_HEADLINE_END_ZH: Final = re.compile(rf"(?:在[^，。]{{2,20}})?(?:{prose_zh.TOOK_PLACE})[！!。]?$")
_HEADLINE_END_EN: Final = re.compile(
    rf"(?P<name>(?=[A-Z0-9])[^.;:“”]*?\b(?:{prose_en.EVENT_NOUNS})\b[^.;:“”]*?)\s+(?:(?:is|was)\s+)?"
    r"(?i:held|opens?|opened|concludes?|concluded|kicks?\s+off|begins|starts|convened|closes|ends)\b"
)
_DATELINE_ONLY: Final = 40
# News are written within this time, or are printed with a page's day and not with theirs.
_NEWS: Final = timedelta(days=45)
_OLD: Final = timedelta(days=366)
# Where and when the paper was written: TALLINN, 5 June 2025 —; 本网雅安9月11日讯（记者某某）.
_RECENTLY: Final = re.compile(r"近日|日前|昨|\b(?:yesterday|last|recently|earlier)\b")
_TODAY: Final = re.compile(r"今[天日]|当[天日]|\btoday\b")
_ON_WEEKDAY: Final = re.compile(
    rf"\bon\s+(?P<day>{'|'.join(day.capitalize() for day in calendar.DAYS)})\b"
)
_DATELINE: Final = re.compile(
    r"^(?:\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4},\s+[A-Z][^.;:“”—–]{2,60}?\s+[—–-]+\s+(?=[A-Z])|"
    r"[A-Z][A-Za-zÀ-ɏ. ]{2,30}(?:,\s+[A-Z][A-Za-z. ]{1,20})?(?:,|\s+[—–-])\s+[^—–/]{4,24}\d\s*"
    r"(?:(?:\([^()]{2,30}\)|/[^/]{2,30}/)\s*)?[—–-]+\s+|"
    r"[^，。；]{0,16}?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:电|讯|消息)\s*(?:[（(][^（）()]{2,40}[)）])?\s*)"
)
# Lines that call the paper what it is, or say who wrote it.
_BOILERPLATE: Final = re.compile(
    r"(?:NEWS|PRESS|MEDIA)\s+(?:RELEASE|STATEMENT)(?:\s+No\.?\s*[\w/.-]+)?|(?:for\s+)?immediate\s+release|新闻(?:通)?稿|通稿|通讯|综述|"
    rf"[^，。；：:\s]{{0,16}}(?:{prose_zh.WRITERS})[\s:：/]+[^，。；]{{2,24}}|(?:发布时间|发布日期|来源)\s*[:：].{{0,60}}|"
    r"(?:(?:summary|final|meeting|conference|draft)\s+)?report|executive\s+summary|"
    r"[（(]?(?:end|ends|完)[)）]?|-\s*END\s*-|###",
    re.IGNORECASE,
)
_VISIT: Final = re.compile(r"\bvisit(?:s|ed|ing)?\b", re.IGNORECASE)


def read_event(
    draft: RecordDraft, paragraphs: Sequence[ProseParagraph], published: Sequence[date] = ()
) -> None:
    """Read the event's name, days and place, hosts and organizers, wherever they are told.

    published: when the paper was made, each day that it gives.
    """
    if "title" not in draft.facts:
        _read_name(draft, paragraphs)
    titles = set(draft.facts.get("title", {}).values())
    for paragraph in paragraphs:
        names = {
            name for part in paragraph.sentences
            for name in (*names_zh(part.text), name_in_sentence(part.text, paragraph.language))
        }  # fmt: skip
        if titles and paragraph.number not in draft.account and titles & names:
            draft.account.repetitions.add(paragraph.number)
    of_next: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            if not sentence.is_readable:
                continue
            text = _DATELINE.sub("", sentence.text)
            if paragraph.language == ZH:
                _read_facts_zh(draft, text, paragraph.number, published)
            elif _NEXT_EDITION_EN.search(text):
                of_next.append((text, paragraph.number))
            else:
                _read_facts_en(draft, text, paragraph.number, published)
    _read_announced(draft, of_next, published)
    lines = [paragraph.line for paragraph in paragraphs]
    read_moments(draft, lines)
    _take_day_of_dateline(draft, paragraphs)
    warn_of_days_without_year(draft, lines)
    account_for_datelines(draft, paragraphs)


def _read_announced(
    draft: RecordDraft, of_next: Sequence[tuple[str, int]], published: Sequence[date]
) -> None:
    """Ask whether what is said of the next edition is the event, where the text gives no other day.

    of_next: the sentences, with the numbers of their lines.
    """
    if "start_date" in draft.facts:
        return
    for text, line in of_next:
        known, count = set(draft.facts), len(draft.organizations)
        _read_facts_en(draft, text, line, published)
        for field in [field for field in draft.facts if field not in known]:
            if field != "end_date":
                draft.set_fact(field, draft.facts[field], [line], Certainty.GUESS)
        for place, organization in enumerate(draft.organizations[count:], count + 1):
            role = organization.role
            number = sum(above.role == role for above in draft.organizations[:place])
            path = f"organizations.{role}.{number}.name.{EN}"
            draft.rate(path, Certainty.GUESS, [line], organization.name)


def _take_day_of_dateline(draft: RecordDraft, paragraphs: Sequence[ProseParagraph]) -> None:
    """Take the day of a dateline for the event's, where the news give no other."""
    for paragraph in paragraphs[:_HEAD_PARAGRAPHS]:
        dateline = _DATELINE.match(paragraph.text)
        days = dates.find(dateline[0]) if dateline else None
        sentence = paragraph.sentences[0].text if paragraph.sentences else ""
        if "start_date" in draft.facts or not days or not days.start or _RECENTLY.search(sentence):
            continue
        weekday = _ON_WEEKDAY.search(sentence)
        day = days.start
        if weekday:
            back = (day.weekday() - calendar.WEEKDAYS[weekday["day"].lower()]) % 7
            day -= timedelta(days=back)
        is_told = weekday or _TODAY.search(sentence)
        certainty = Certainty.LIKELY if is_told else Certainty.GUESS
        draft.set_fact("start_date", day, [paragraph.number], certainty)
        draft.set_fact("end_date", day, [paragraph.number], Certainty.LIKELY)


def days_of_publication(paragraphs: Sequence[ProseParagraph]) -> list[date]:
    """Return the days that lines about the paper give, or that its text begins with."""
    published: list[date] = []
    for paragraph in paragraphs:
        dateline = _DATELINE.match(paragraph.text)
        about_paper = (_BOILERPLATE, PUBLISHED)
        is_about_paper = any(pattern.fullmatch(paragraph.text) for pattern in about_paper)
        days = dates.find(dateline[0] if dateline else paragraph.text)
        if days and (dateline or is_about_paper or _is_day_alone(paragraph.text, days)):
            published += filter(None, [days.start])
    return published


def _is_day_alone(text: str, days: dates.Days) -> bool:
    return len(text) <= _DATELINE_ONLY and len(text) - len(days.printed) <= 12


def account_for_datelines(draft: RecordDraft, paragraphs: Sequence[ProseParagraph]) -> None:
    """Note lines that give a day and little else: when the paper was made, not the event."""
    for paragraph in paragraphs:
        days = dates.find(paragraph.text)
        is_about_paper = any(
            pattern.fullmatch(paragraph.text)
            for pattern in (_BOILERPLATE, CAPTION, PAGE_PART, PUBLISHED)
        )
        if is_about_paper or (days and _is_day_alone(paragraph.text, days)):
            draft.account.furniture.add(paragraph.number)


def _read_name(draft: RecordDraft, paragraphs: Sequence[ProseParagraph]) -> None:
    """Take the name from where the event is said to take place, else from the headline's words."""
    headline = _headline(paragraphs)
    for paragraph in paragraphs:
        if paragraph is headline:
            continue
        for sentence in paragraph.sentences:
            if not sentence.is_readable:
                continue
            text = _SPOKEN_EN.sub(" ", sentence.text.lstrip(_DASHES))
            if name := name_in_sentence(text, paragraph.language):
                name = _without_city(name, paragraphs)
                # Further below, what took place may be another event than the headline's.
                is_lead = not any(
                    len(above.text) > _SHORTEST_LEAD
                    for above in paragraphs[: paragraphs.index(paragraph)]
                    if above is not headline
                )
                is_sure = is_lead or headline is None or _is_akin(name, headline.text)
                if not is_lead and headline and (called := _name_in_headline(headline)):
                    line = [headline.number]
                    certainty = _certainty_of_headline(headline, called)
                    draft.set_fact("title", {headline.language: called}, line, certainty)
                    return
                certainty = Certainty.LIKELY if is_sure else Certainty.GUESS
                draft.set_fact("title", {paragraph.language: name}, [paragraph.number], certainty)
                _account_for_headline(draft, headline, name)
                return
    if headline and (name := _name_in_headline(headline)):
        certainty = _certainty_of_headline(headline, name)
        draft.set_fact("title", {headline.language: name}, [headline.number], certainty)
    elif headline:
        # A headline may say anything; that it names the event is a question.
        draft.set_fact(
            "title",
            {headline.language: _without_genre(headline)},
            [headline.number],
            Certainty.GUESS,
        )


def _without_city(name: str, paragraphs: Sequence[ProseParagraph]) -> str:
    """Return an English name without the city behind it, where the paper prints it so elsewhere."""
    shorter = _CITY_BEHIND_EN.sub("", name)
    is_printed = any(
        re.search(rf"{re.escape(shorter)}(?!\s+in\b)", part.text)
        for part in paragraphs if shorter != name
    )  # fmt: skip
    return shorter if is_printed else name


def _is_akin(name: str, headline: str) -> bool:
    """Tell whether a name and a headline share more than the word for the kind of event."""
    printed, bare_name = texts.bare(headline), texts.bare(name)
    starts = range(max(1, len(bare_name) - _SHARED))
    return any(bare_name[start : start + _SHARED] in printed for start in starts)


def _without_genre(headline: ProseParagraph) -> str:
    return re.sub(
        r"^(?:(?:综述|通讯|快讯|新闻稿|简讯|News|Press release)\s*[|｜:：丨]|【[^】]*】)\s*",
        "",
        headline.text,
    )


def _headline(paragraphs: Sequence[ProseParagraph]) -> ProseParagraph | None:
    first = next(
        (paragraph for paragraph in paragraphs if not _BOILERPLATE.fullmatch(paragraph.text)), None
    )
    if first and (days := dates.find(first.text)) and _is_day_alone(first.text, days):
        return _headline(paragraphs[paragraphs.index(first) + 1 :])
    if first is None or len(first.text) > _LONGEST_HEADLINE[first.language]:
        return None
    if texts.ends_sentence(first.text) and not _ASKS.fullmatch(first.text):
        return None
    return first


def _account_for_headline(draft: RecordDraft, headline: ProseParagraph | None, name: str) -> None:
    if headline and texts.bare(name) in texts.bare(headline.text):
        draft.account.repetitions.add(headline.number)
    elif headline:
        draft.account.furniture.add(headline.number)


def _name_in_headline(headline: ProseParagraph) -> str:
    if held := name_in_sentence(headline.text, headline.language):
        return held
    if headline.language == ZH:
        ending = _HEADLINE_END_ZH.search(headline.text)
        name = headline.text[: ending.start()] if ending else headline.text
        name = re.sub("^【[^】]*】", "", name)
        return name if NAME_ZH.search(name) and len(name) >= 6 and "，" not in name else ""
    if taking_place := _HEADLINE_END_EN.match(headline.text):
        return taking_place["name"]
    names = [headline.text[start:end] for start, end in event_names_en(headline.text)]
    return next((name for name in names if len(name.split()) >= 3), "")


def _certainty_of_headline(headline: ProseParagraph, name: str) -> Certainty:
    """Return how sure it is that words of a headline are the event's name."""
    is_told = headline.language == ZH or _is_held_in(headline, name)
    return Certainty.LIKELY if is_told else Certainty.GUESS


def _is_held_in(headline: ProseParagraph, name: str) -> bool:
    """Tell whether a headline says that something takes place, or names its year or edition."""
    edition = rf"\d|\b(?:{prose_en.EDITIONS})\b"
    return bool(
        re.search(edition, name, re.IGNORECASE) or _HEADLINE_END_EN.match(headline.text)
        or BEFORE_NAME_EN.search(headline.text) or name_in_sentence(headline.text, EN)
    )  # fmt: skip


def _names_place(draft: RecordDraft, place: places.Place) -> bool:
    """Tell whether where something is said to be held is a place, and no university for short."""
    called = place.venue or place.city
    if _NO_SITE_ZH.search(called):
        return False
    paper = "\n".join(line.text for line in draft.document.lines)
    is_short_form = f"{called}大学" in paper and f"{called}市" not in paper
    is_short_form = is_short_form and not place.city.startswith(tuple(CITIES))
    return len(called) > 1 and not (is_short_form or _NO_PLACE_ZH.fullmatch(called))


def _read_facts_zh(draft: RecordDraft, text: str, line: int, published: Sequence[date]) -> None:
    event = next((match for match in HELD_ZH.finditer(text) if clean_name_zh(match)), None)
    if event:
        _read_days(draft, text, line, published, may_be_end=bool(_ENDED_ZH.search(event[0])))
        place = places.held_at(text[event.end("name") : event.end()])
        if place and _new_facts(draft, place) and _names_place(draft, place):
            _set_place(draft, place, ZH, line)
    else:
        extend_days(draft, text, line)
    quoted = re.findall(QUOTED_ZH, text)
    plain = re.sub(QUOTED_ZH, SHIELD, text)  # nobody hosts what a quotation says
    if _is_of_other_edition(draft, plain):
        return
    for match in (*_ROLE_ZH.finditer(plain), *_HOSTS_FIRST_ZH.finditer(plain)):
        # 由…支持; 某某为支持单位; 等主办单位 names them for something else.
        is_noun = match["role"] in _NOUNS_TOO or match.groupdict().get("unit") == "单位"
        is_led = re.search("(?<!自)(?<!经)由|[为是][^、]{0,8}$", match["names"])
        if match["role"] == "举办" and match.re is _ROLE_ZH:
            is_noun, is_led = True, re.search("(?<!自)(?<!经)由", plain[: match.end()])
        if (is_noun and not is_led) or _WISHED.search(match["names"]):
            continue
        if is_noun and "是" in match["names"]:
            continue  # 由我校发起是对我校的支持
        first = plain.count(SHIELD, 0, match.start("names"))
        is_whose = plain.startswith("的", match.end())
        of_host = _IS_OF_HOST.match(match["names"]) if is_whose else None
        names = match["names"][of_host.end() :] if of_host else match["names"]
        for name, is_sure in split_organizations_zh(names.strip()):
            number = first + match["names"].count(SHIELD, 0, match["names"].find(name))
            for quotation in quoted[number : number + name.count(SHIELD)]:
                name = name.replace(SHIELD, quotation, 1)
            role = _ROLES_ZH[match["role"]]
            is_cut = not is_sure or "、" in name or _is_of_other_event(draft, match["names"])
            _add_organization(draft, role, name, ZH, line, is_cut=is_cut)


def _is_of_other_event(draft: RecordDraft, names: str) -> bool:
    """Tell whether a sentence may name the hosts of another event: 潮汐周由…主办."""
    subject = re.match("(?P<name>[^，。；、]{2,30}?)(?<!自)(?<!经)由(?!于)", names)
    if subject is None or _OF_THIS_EVENT.search(subject["name"]):
        return False
    titles = (texts.bare(title) for title in draft.facts.get("title", {}).values())
    called = texts.bare(_THIS.sub("", subject["name"]))
    return not any(called in title for title in titles)


def _is_of_other_edition(draft: RecordDraft, text: str) -> bool:
    """Tell whether a sentence announces the event's next edition: 下届论坛将由…承办."""
    start = draft.facts.get("start_date")
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=年)", text)]
    is_later = start is not None and any(year > start.year for year in years)
    return bool(re.search("[下明]一?(?:届|年)", text)) or is_later


def _read_facts_en(draft: RecordDraft, text: str, line: int, published: Sequence[date]) -> None:
    is_elsewhere = bool(_ELSEWHERE_EN.search(text))
    is_known = "start_date" in draft.facts
    if HELD_WORD_EN.search(text) or _gives_range(draft, text):
        _read_days(draft, text, line, published, may_be_end=bool(_ENDED_EN.search(text)))
    if is_elsewhere and not is_known and "start_date" in draft.facts:
        draft.doubt("start_date")
    is_held = HELD_WORD_EN.search(text) and "venue" not in draft.facts
    is_told = is_held and not is_of_earlier_year(text, draft.facts.get("start_date"))
    if is_told and (place := _place_en(text)):
        _set_place(draft, replace(place, is_known=place.is_known and not is_elsewhere), EN, line)
    text = _SPOKEN_EN.sub(" ", text)
    for match in _PASSIVE_EN.finditer(text):
        if _OF_EVENT_EN.search(text, 0, match.end()):
            names = _without_subject(text, match)
            is_beside = bool(_BESIDE_EN.search(text, 0, match.start()))
            _add_organizations_en(draft, _role_en(match["role"]), names, line, asks=is_beside)
    active = _ACTIVE_EN.search(text)
    hosts = (
        re.split(r",?\s+in\s+(?:collaboration|partnership|cooperation)\s", active["names"])[0]
        if active
        else ""
    )
    if CLAUSE_EN.search(hosts) or _PAST_EN.search(hosts):
        active = None  # what was organized before, or by the way
    # TideCon31 hosted a dinner: the event itself.
    if active and not _is_of_title(draft, hosts):
        _add_organizations_en(draft, _role_en(active["role"]), hosts, line)
    for match in _WITH_EN.finditer(text):
        if _PASSIVE_EN.search(text[: match.start()]) or active:
            _add_organizations_en(draft, "supporter", match["names"], line)


def _gives_range(draft: RecordDraft, text: str) -> bool:
    """Tell whether a sentence names the event, and days from one to another, whatever its verb.

    Of news of a visit it may say no more than that somebody is on one.
    """
    name = draft.facts.get("title", {}).get(EN, "")
    plain = re.sub(r"\s*\([^()]*\)", "", text)
    is_visit = _VISIT.search(name) and _VISIT.search(plain)
    if not name or not (name in plain or is_visit):
        return False
    year = dates.year_in(name)
    days = dates.find(plain) or dates.find_without_year(plain, year, None)
    return bool(days and days.start != days.end)


def _without_subject(text: str, hosted: re.Match[str]) -> str:
    """Return the hosts that a sentence begins with, without what they hosted behind the last comma.

    Organised by the Ports Office and the Coast Fund, the Tide Academy was held in May.
    """
    is_first = not text[: hosted.start()].strip(" ,")
    goes_on = _SUBJECT_VERB.match(text, hosted.end("names"))
    return re.sub(r",[^,]*$", "", hosted["names"]) if is_first and goes_on else hosted["names"]


def _place_en(text: str) -> places.Place | None:
    printed = (match["place"].removeprefix("the ") for match in _PLACE_EN.finditer(text))
    place = next(filter(None, map(places.read_place, printed)), None)
    city = None if place else _CITY_AND_DAY_EN.search(text)
    return places.Place(city["city"]) if city else place


def _role_en(printed: str) -> str:
    word = re.sub(r"[\s-]", "", printed.lower())
    if "host" in word or word in {"convened", "held"}:
        return "host"
    if word in {"convene", "hold"}:
        return "host"
    if word in {"supported", "sponsored"}:
        return "supporter"
    return "host" if word.startswith("co") else "organizer"


def _add_organizations_en(
    draft: RecordDraft, role: str, printed: str, line: int, *, asks: bool = False
) -> None:
    """Add the organizations of an enumeration. asks: whether they may be another event's."""
    for name, is_certain in split_organizations_en(printed):
        _add_organization(draft, role, name, EN, line, is_cut=asks or not is_certain)


def _is_of_title(draft: RecordDraft, name: str) -> bool:
    """Tell whether a word with a number is what the title calls the event, whatever marks it has.

    Another word of the title may be whose forum it is.
    """
    words = " ".join(draft.facts.get("title", {}).values()).split()
    return bool(re.search(r"\d", name)) and re.sub(r"\W", "", name) in {
        re.sub(r"\W", "", word) for word in words
    }


def _is_short_form(draft: RecordDraft, name: str) -> bool:
    """Tell whether a line that names an organization says in brackets what it is for short."""
    numbers = {number for organization in draft.organizations for number in organization.lines}
    lines = (line.text for line in draft.document.lines if line.number in numbers)
    return any(f"({name})" in text for text in lines)


def _add_organization(
    draft: RecordDraft, role: str, name: str, language: str, line: int, *, is_cut: bool = False
) -> None:
    """Add an organization. is_cut: whether it was parted from its neighbour by likelihood."""
    text = {language: name}
    is_short_form = language == EN and _is_short_form(draft, name)
    if is_short_form or any(organization.name == text for organization in draft.organizations):
        draft.account.repetitions.add(line)
        return
    draft.add_organization(role, text, [line])
    number = sum(organization.role == role for organization in draft.organizations)
    own_house = language == ZH and re.fullmatch(prose_zh.DEICTIC, name)
    is_clause = language == ZH and "的" in name
    is_guess = own_house or is_cut or is_clause
    certainty = Certainty.GUESS if is_guess else Certainty.LIKELY
    draft.rate(f"organizations.{role}.{number}.name.{language}", certainty, [line], text)


def _read_days(
    draft: RecordDraft, text: str, line: int, published: Sequence[date], *, may_be_end: bool = False
) -> None:
    """Take the days on which the event took place; a year may stand in its name or the paper.

    Of a paper from months later, or of several days, and by the name alone, the year is a question;
    so is a day of more than a year before the paper, which another event may have had.
    may_be_end: a single day is told as that of its end; whether it began then, is a question.
    """
    if "start_date" in draft.facts:
        return
    year = dates.year_in(" ".join(draft.facts.get("title", {}).values()))
    printed = dates.find(text)
    if days := printed or dates.find_without_year(text, year, None):
        is_end = may_be_end and days.start == days.end
        ages = [made - days.start for made in published if days.start]
        is_dated = any(timedelta() <= age <= _NEWS for age in ages)
        is_dated |= bool(printed) and not all(age > _OLD for age in ages or [timedelta()])
        certainty = Certainty.LIKELY if is_dated and not is_end else Certainty.GUESS
        draft.set_days(days, [line], certainty, Certainty.LIKELY)
        return
    near = [_find_near_day(text, made) for made in published]
    starts = [days.start for days in near if days and days.start]
    if near and (days := near[0]):
        is_sure = len(set(starts)) == 1 and published[0] - starts[0] <= _NEWS
        is_sure &= not (may_be_end and days.start == days.end)
        certainty = Certainty.LIKELY if is_sure else Certainty.GUESS
        draft.set_days(days, [line], certainty, Certainty.LIKELY)


def _find_near_day(text: str, made: date) -> dates.Days | None:
    """Return the days that a sentence of a paper of some day gives without a year, or as today."""
    if days := dates.find_without_year(text, None, made):
        return days
    is_today = HELD_TODAY.search(_SPOKEN_EN.sub(" ", text)) or HELD_TODAY_ZH.match(text)
    return dates.find(made.isoformat()) if is_today else None


def _new_facts(draft: RecordDraft, place: places.Place) -> list[tuple[str, str]]:
    """Return what a place tells of the event that is not known yet, by its fields."""
    fields = (("city", place.city), ("country", place.country), ("venue", place.venue))
    return [(field, value) for field, value in fields if value and field not in draft.facts]


def _set_place(draft: RecordDraft, place: places.Place, language: str, line: int) -> None:
    for field, value in _new_facts(draft, place):
        code = ZH if is_han(value) else language
        certainty = Certainty.LIKELY if place.is_known else Certainty.GUESS
        draft.set_fact(field, {code: value}, [line], certainty)
