"""People in one cell or behind one label: names, titles in brackets or beside, two languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby, zip_longest
from typing import Final

from forum.core.names import MIDDLE_DOTS, simplified
from forum.reader.attendance_notes import find_absence, split_note
from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Text
from forum.reader.guest_parts import (
    COMMA,
    FEW_PARTS,
    RANK_BEHIND,
    SEMICOLON,
    is_bare_name,
    name_parts,
    outer_brackets,
)
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    HONORIFIC_ZH,
    TITLE_END,
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    is_whole_name,
    is_word,
    split_honorific,
)
from forum.reader.shapes.record.names import entry
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.sounds import is_same_order, same_person
from forum.reader.stroked_people import split_stroked
from forum.reader.vocabulary.furniture import CONTACT
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH, INSTITUTION_WORDS_EN
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.places import COUNTRIES_ZH
from forum.reader.vocabulary.roles import NOUNS_ZH

# Anna Berg, PhD: a degree behind a name is no part of it.
_DEGREE: Final = re.compile(
    r"(?<=[a-z]),?\s+(?:Ph\.?\s?D\.?|Esq\.?|MBA|J\.?D\.?)(?=\s*(?:[-–—,，(（]|$))"
)
# An institution for short, and nobody's name.
_ACRONYM: Final = re.compile("[A-Z]{2,6}")
# Anna Berg - Director; Anna Berg– Director: a dash with a space on one side at least.
_DASHED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}?)(?:\s+[-–—]+\s*|\s*[–—]+\s*|-+\s+)(?P<title>\S.*)$"
)
_ADDRESSED_DASHED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}),\s+(?P<title>[^–—]+\s[–—]\s.+)$"
)
# …, Coast Office Tom Li – Head of Y: a second person in the title of the first.
_SECOND_DASHED: Final = re.compile(r"[a-z] [A-Z][a-z]+ [A-Z][a-z]+\s*[–—-]\s")
# Anna Berg-Director General: what a hyphen joins to a name is a title where it begins with one.
_HYPHENED: Final = re.compile(
    r"^(?P<name>[^,，(（:：–—]{3,60}?[a-z])-(?P<title>(?P<word>[A-Z][a-z]+)\b.*)$"
)
_TITLE_PARTS: Final = re.compile(r"\s*\n\s*|\s+[/／|｜]\s+|\s*[；;]\s*")
# 彼得·林 Peter Lin（某公司首席产品官）
_BOTH_NAMES: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•・]{2,20})\s+(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s*"
    r"[（(](?P<inner>[^（()）]+)[)）]$"
)
# Anna Berg, Director (Moderator)
_ROLE_BEHIND: Final = re.compile(r"\s*[（(](?P<role>[^（()）]{2,30})[)）]\s*$")
# Moderator: Anna Berg. Panellists: …
_FURTHER_LABEL: Final = re.compile(
    r"(?:[.。;；|｜]|(?<=\S)[ \u3000]+(?=[\u3400-\u9fff]))\s*"
    r"(?P<label>[A-Z][A-Za-z ]{3,24}|[\u3400-\u9fff]{2,6})\s*[:：]"
)
# 林岚 Lin Lan，滨海大学教授 Professor, Binhai University
_BOTH_THEN_TITLES: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•・]{2,20})\s+(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)\s*"
    r"[，,]\s*(?P<title>\S.*)$"
)
# Ms. Anna Berg 安娜·贝格
_LATIN_THEN_HAN: Final = re.compile(
    r"^(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s+"
    r"(?P<name>[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,10})+)$"
)
# Ann Berg（贝安，某公司总监）
_NAME_AND_TITLE: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff·•]{2,12})\s*[，,]\s*(?P<title>\S.*)$"
)
# 王芳 Jane: a Chinese name with the one by which its bearer is called.
_CALL_NAME: Final = re.compile(r"^(?P<name>[\u3400-\u9fff]{2,4})\s+(?P<other>[A-Z][a-z]+)$")
# 王芳（听潮），某公司工程师; 王芳（笔名听潮），某公司工程师: what is told beside the name
_TOLD_THEN_TITLE: Final = re.compile(
    r"^(?P<name>[\u3400-\u9fff]{2,4})\s*[（(](?:(?P<called>笔名|网名|花名|艺名|昵称|别名|又名|曾用名)\s*[:：]?\s*)?"
    r"(?P<told>[\u3400-\u9fff]{2,3})[)）]\s*[，,]\s*(?P<title>\S.*)$"
)
_LATIN_NAME_FIRST: Final = re.compile(
    r"^(?P<name>[A-Z][A-Za-zÀ-ɏ.’'-]*(?: [A-Z][A-Za-zÀ-ɏ.’'-]*)+)"
    r"(?:\s*[，,]\s*(?=.*[\u3400-\u9fff])|\s+(?=(?:[A-Z]{2,8}|[A-Z][a-z]+)?[\u3400-\u9fff]))(?P<title>\S.*)$"
)
# 某大学校长助理 Jane Roe
_LATIN_NAME_LAST: Final = re.compile(
    r"^(?P<title>[^A-Za-z]*[\u3400-\u9fff])\s*"
    r"(?P<name>[A-Z][A-Za-zÀ-ɏ.’'-]*(?: [A-Z][A-Za-zÀ-ɏ.’'-]*)+)$"
)
# 主持人 某报总编辑 林岚
_ROLE_BEFORE_SPACE: Final = re.compile(
    rf"^(?P<role>{NOUNS_ZH})[ \u3000]+(?=\S+[ \u3000]+\S)",
    re.MULTILINE,
)
# Minister Anna Berg (Minister of Harbours): the office before the name, with the post behind it.
_OFFICE_FIRST: Final = re.compile(
    r"^(?P<office>(?:(?:Deputy|Vice|Prime|First|Chief|State)[ -])?(?:President|Minister|Premier|"
    r"Chancellor|Governor|Mayor|Senator|Commissioner|Justice|Judge))\s+"
    r"(?!Emeritus|Elect|Designate)(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)"
    r"(?:\s*[（(](?P<post>[^（()）]{3,120})[)）])?$"
)
# Mr. Tom Li (Assistant Secretary General) Coast Union
_POST_WITHIN: Final = re.compile(
    r"^(?P<name>[^（()）]{3,60}?)\s*[（(](?P<post>[^（()）]{3,80})[)）]\s+"
    r"(?P<institution>[A-Z][\w.&’' -]{1,60})$"
)
# Of a full stop that ends no line: Anna Berg, Coast Shipping Ltd.
_ABBREVIATED: Final = re.compile(r"\b(?:Inc|Ltd|Corp|Dept|Univ|Esq|Jnr|Snr|Bros)$", re.IGNORECASE)
_SHORTEST_WORD: Final = 3
_LONGEST_NAME: Final = 4
# What is held beside an office elsewhere: 某学会副会长、某大学校长林岚
_HELD_BESIDE: Final = re.compile(
    "院士|委员$|常委|书记|代表|理事|教授|研究员|顾问|导师|(?:[协学商]会|联合会|促进会|研究会|科协|[文侨妇]联|联盟)"
)
# 博士生导师, 副院长: no more than a post
_TITLE_ALONE: Final = re.compile(rf"[\u3400-\u9fff]{{0,4}}(?:{TITLE_END.pattern})")
# A label whose role nobody knows is no title of whom it names, nor is it a name.
_UNKNOWN_LABEL: Final = re.compile(r"^(?:[\u3400-\u9fff]{2,8}|[A-Za-z][A-Za-z ]{2,24})\s*[:：]")
# （待定）某部委领导: somebody is to come of whom no name is told.
_UNNAMED: Final = re.compile(
    r"^\s*[（(【\[]?(?:待定|待确认|TBC|TBD|TBA)\b|[（(](?:待定|待确认|TBC|TBD|TBA)[)）]\s*$|"
    r"^[^\s，,（(|｜—–-]*(?:领导|代表|负责人)\s*(?:[（(][^（()）]*[)）])?\s*$|"
    r"^(?:全体|各位|与会|参会|现场|相关|有关|双方|各方|部分)[^\s，,（(]{0,12}$",
    re.IGNORECASE,
)
# （拟邀）某行行长 林岚
_INVITED: Final = re.compile(r"^\s*[（(【\[](?P<words>拟邀请?|拟请|邀请中|拟定?)[)）】\]]\s*")
# Anna Berg, Director, Coast Office (TBC)
_TO_CONFIRM: Final = re.compile(
    r"\s*[（(【\[](?P<words>TBC|TBD|TBA|to\s+be\s+confirmed|invited|待定|待确认|拟邀请?|拟请)[)）】\]]\s*$",
    re.IGNORECASE,
)
_NO_KNOWN_NAMES: Final = Lexicon()
# H.E., Anna Berg: a comma behind a form of address parts nothing.
_ADDRESS_COMMA: Final = re.compile(r"^(H\.\s?E\.|Hon\.|Dr\.?|Prof\.?),\s+(?=[A-Z])")
# Drs. Anna Berg, Tom Li: how each of several is addressed whom nothing else addresses.
_PLURAL_ADDRESS: Final = re.compile(r"^(?:(?P<address>Dr|Prof)s\b\.?\s+)+(?=[A-Z])")
# Anna Berg (track 2), 林岚（第一分会场）: where in the programme, not what she is.
_NUMBERED_PLACE: Final = re.compile(
    r"(?:track|room|hall|stream|session|workshop|panel|stage|day|part|slot)s?\s*(?:\d{1,2}|[A-Z]|[IVX]{1,4})|"
    r"第?[一二三四五六七八九十\d]{1,2}号?(?:分?会场|分?论坛|会议室|单元|环节)|(?:分会场|分论坛)[一二三四五六七八九十\d]{1,2}",
    re.IGNORECASE,
)
# …, Coast Office and: somebody else stands on the next line.
_OPEN_END: Final = re.compile(r"(?:\s+and|[,，]\s*and|\s+&|[,，、])\s*$")
# Mr Tom Li, Dr Anna Berg, Director: somebody else within what would be a title
_SECOND_NAME: Final = re.compile(r"(?:^|,\s)(?:Cllr|Mr|Mrs|Ms|Dr|Prof)\b\.?\s[A-Z]")
# Closing remarks by Ms. Anna Berg: what she does is no title.
_OPEN_TITLE: Final = re.compile(
    r"\b(?:by|with|from)$|\bby\s+(?:its|their|the|his|her)\b", re.IGNORECASE
)


_SHORTEST_HOUSE: Final = 2
_SEVERAL: Final = re.compile("[\u3400-\u9fff]、[\u3400-\u9fff]")
_HOUSE_END: Final = re.compile(rf"(?:{INSTITUTION_ENDS_ZH})$")
_NO_FIRST: Final = " 区司党"  # of 社区, 公司, 政党, more often than surnames right behind a house
_MARKS_ZH: Final = re.compile("[、，；。：]")
# 某院教授，长期研究潮汐: what somebody has done is no title.
_BIOGRAPHY: Final = re.compile(
    "。|[，,；;](?=长期|主要从|主要研|曾|先后|毕业于|擅长|负责|从事|专注|深耕|致力|研究方向|拥有|具有)"
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A person as a cell names her or him. role: "" where no label names one.

    attendance, attendance_note: as in an appearance. biography: what the text told behind the
    title, which no field takes, and where the person can be reached. asks_title: some of its
    posts may be those of somebody unnamed. is_parted: a stroke parts the name from the title.
    """

    name: Text
    title: Text = field(default_factory=dict)
    honorific: Text = field(default_factory=dict)
    role: str = ""
    other_names: tuple[str, ...] = ()
    country: Text = field(default_factory=dict)
    attendance: str | None = None
    attendance_note: Text = field(default_factory=dict)
    biography: str = ""
    asks_title: bool = False
    is_parted: bool = False


def read_guests(
    cell: str, titles_cell: str = "", *, has_titles_beside: bool = False
) -> tuple[list[Guest], list[str]]:
    """Return the people whom a cell names, and the parts of it in which none can be seen.

    titles_cell: the text of the cell with titles; it is parted where it has as many parts as
    people, and a part that begins with a name is a further person's. has_titles_beside: another
    column holds the titles, so that brackets behind a name do not. A label on a line of its own
    (Panellists:) is that of the lines below it.
    """
    guests: list[Guest] = []
    unread: list[str] = []
    heading = ""  # the role of the label that the lines stand below
    cell = _FURTHER_LABEL.sub(_on_its_own_line, cell.strip())
    for line in _ROLE_BEFORE_SPACE.sub(r"\g<role>：", cell).splitlines():
        label = role_label(line.strip(), language_of(line))
        if label:
            heading = "" if label.rest else label.role
        named, rest = _read_line(label.rest if label else line, has_titles_beside)
        role = label.role if label else heading
        guests += [replace(guest, role=guest.role or role) for guest in named]
        unread += rest
    guests = join_languages(guests)
    if len(guests) == 1 and (further := _guests_among_titles(titles_cell)):
        first_title, further_guests = further
        return [with_title(guests[0], first_title), *further_guests], unread
    titles = part_titles(titles_cell, len(guests))
    if guests and not titles and titles_cell.strip():
        unread.append(texts.clean(titles_cell.replace("\n", " ")))  # whose, nothing tells
    return [with_title(guest, title or "") for guest, title in zip_longest(guests, titles)], unread


def _on_its_own_line(label: re.Match[str]) -> str:
    """Return what stands before a label, which begins a line if it names a role."""
    is_role = role_label(f"{label['label']}:", language_of(label["label"])) is not None
    return f"\n{label['label']}:" if is_role else label[0]


def _read_line(text: str, has_titles_beside: bool) -> tuple[list[Guest], list[str]]:
    """Return the people of one line, and its parts in which none can be seen."""
    if contacts := _contacts_in(text):
        named, unread = _read_line(CONTACT.sub("", text), has_titles_beside)
        if not named:
            return [], [*unread, contacts]
        return [*named[:-1], _with_told(named[-1], contacts)], unread
    text = _ADDRESS_COMMA.sub(r"\1 ", _OPEN_END.sub("", LIST_MARK.sub("", text)))
    text = _without_full_stop(text)
    if _UNKNOWN_LABEL.match(text) and not HONORIFIC_EN.match(text):
        return [], [text]
    if plural := _PLURAL_ADDRESS.match(text):
        address = {EN: f"{plural['address']}."}
        text = text[plural.end() :]
        named, unread = _read_line(text, has_titles_beside)
        if unread:  # Drs. Anna Berg, Ms. Ida Holm
            named, unread = _read_line(f"{address[EN]} {text}", has_titles_beside)
        return [
            replace(guest, honorific=guest.honorific or address) if EN in guest.name else guest
            for guest in named
        ], unread
    if stroked := split_stroked(text):
        return [_stroked_guest(name, title) for name, title in stroked], []
    if both := _read_in_both(text, has_titles_beside):
        return both, []
    parts = _with_further_titles(name_parts(text))
    read = [read_guest(part, has_titles_beside=has_titles_beside) for part in parts]
    if len(parts) > 1 and None in read:
        whole = read_guest(text, has_titles_beside=has_titles_beside)
        if (
            whole
            and whole.title
            and is_name_zh(whole.name.get(ZH, ""))
            and not SEMICOLON.search(text)
        ):
            others = [part for part in parts if whole.name[ZH] not in part]
            if not any(_names_another(part) or is_placeholder(part) for part in others):
                return [_doubt_posts(whole, text)], []  # 某市常委、副市长 林岚
        is_one_title = "/" in text and read[0] and not any(read[1:])
        if whole and whole.title and EN in whole.name and is_one_title:
            return [whole], []  # Anna Berg, Director, Coast Office / Harbour Office
        # Beside what is nobody a word without a surname is nobody either.
        read = [guest if guest and _is_named_surely(guest) else None for guest in read]
    unread = [part for part, guest in zip(parts, read, strict=True) if guest is None]
    named = [_doubt_posts(guest, part) for part, guest in zip(parts, read, strict=True) if guest]
    return named, unread


def _read_in_both(text: str, has_titles_beside: bool) -> list[Guest]:
    """Return several people whom a line names in Chinese, and behind that in English.

    林岚、王芳（潮汐所） Lan Lin, Fang Wang (Tide Office)
    """
    languages = split_languages(text)
    if len(languages) != 2 or not _SEVERAL.search(languages[ZH]):
        return []
    guests, unread = _read_line(languages[ZH], has_titles_beside)
    again, unread_again = _read_line(languages[EN], has_titles_beside)
    if unread or unread_again or len(guests) != len(again):
        return []
    joined = join_languages([*guests, *again])
    return joined if len(joined) == len(guests) else []


def _stroked_guest(printed: str, title: str) -> Guest:
    language = language_of(printed)
    name, honorific = split_honorific(printed, language)
    return Guest(
        {language: name}, {language_of(title): title}, _text(language, honorific), is_parted=True
    )


def _contacts_in(text: str) -> str:
    """Return the addresses and numbers in a text by which somebody can be reached."""
    return " ".join(match.group().strip(" ,，;；") for match in CONTACT.finditer(text))


def _with_told(guest: Guest, told: str) -> Guest:
    return replace(guest, biography=f"{guest.biography} {told}".strip())


def _without_full_stop(text: str) -> str:
    """Return a line without the full stop behind its last name: Dr. Anna Berg, Prof. Tom Li."""
    whole = text.removesuffix(".")
    last = COMMA.split(whole)[-1].strip()
    is_short = _ABBREVIATED.search(last) or len(last.rpartition(" ")[2]) < _SHORTEST_WORD
    return text if is_short or not is_bare_name(last) else whole


def _doubt_posts(guest: Guest, text: str) -> Guest:
    """Ask for the posts before a name where two houses have one: 某局局长、某厅副厅长王芳."""
    houses = {
        part[: post.start()]
        for part in guest.title.get(ZH, "").split("、")
        if (post := TITLE_END.search(part)) and not _HELD_BESIDE.search(part)
    }
    is_behind = text.rstrip().endswith(guest.name.get(ZH, "\n"))
    is_asked = is_behind and sum(map(is_word, houses)) > 1
    return replace(guest, asks_title=True) if is_asked else guest


def _names_another(text: str) -> bool:
    """Tell whether a part of a list is somebody, with a title or without: 某局局长王芳."""
    guest = None if _begins_with_name(text) else read_guest(text)
    is_titled = guest and guest.title and is_name_zh(guest.name.get(ZH, ""))
    return _begins_with_name(text) or bool(is_titled)


def _begins_with_name(text: str) -> bool:
    """Tell whether a part of a list is a name, or begins with one: 王芳 某局局长."""
    return is_whole_name(text) or is_name_zh(text.split()[0])


def _with_further_titles(parts: Sequence[str]) -> list[str]:
    """Return the parts of a list, a title alone joined to the person before: 王芳 教授、博导."""
    joined: list[str] = []
    pending = ""  # a title that stands before the next one and its name: 党委副书记、院长王芳
    for part in parts:
        if len(parts) > FEW_PARTS and part is not parts[-1] and _is_post_of_nobody(part):
            pending += f"{part}、"
            continue
        part, pending = f"{pending}{part}", ""
        is_title = bool(_TITLE_ALONE.fullmatch(part))
        if joined and is_title and has_title_word(joined[-1], ZH) and _begins_with_name(joined[-1]):
            joined[-1] = f"{joined[-1]}、{part}"
        else:
            joined.append(part)
    return joined


def _is_post_of_nobody(text: str) -> bool:
    """Tell whether a part of a list is a post, its institution perhaps before it, and no name."""
    ends = any(post.end() == len(text) for post in TITLE_END.finditer(text))
    is_open = len(re.findall("[（(]", text)) != len(re.findall("[)）]", text))
    return ends and not (is_open or _TITLE_ALONE.fullmatch(text)) and read_guest(text) is None


def _is_named_surely(guest: Guest) -> bool:
    return bool(guest.title or guest.honorific or EN in guest.name or is_name_zh(guest.name[ZH]))


def join_languages(guests: list[Guest]) -> list[Guest]:
    """Join those whom Chinese lines name and as many English ones below name again."""
    if any(len(guest.name) != 1 for guest in guests):
        return guests
    runs = [list(run) for _code, run in groupby(guests, key=lambda guest: min(guest.name))]
    if len(runs) % 2 or any(
        len(first) != len(second) for first, second in zip(runs[::2], runs[1::2], strict=True)
    ):
        return guests
    pairs = [
        (guest, again) if ZH in guest.name else (again, guest)
        for first, second in zip(runs[::2], runs[1::2], strict=True)
        for guest, again in zip(first, second, strict=True)
    ]
    if len(pairs) == 1 and set(pairs[0][0].name[ZH]) & set(MIDDLE_DOTS):
        return [join_guests(*pairs[0])]  # of a foreign name the second is how it is written here
    verdicts = [same_person(zh.name[ZH], en.name[EN]) for zh, en in pairs]
    is_sure = (
        False not in verdicts
        and verdicts.count(True) * 2 >= len(verdicts)
        and is_same_order([zh.name[ZH] for zh, _en in pairs], [en.name[EN] for _zh, en in pairs])
    )
    return [join_guests(zh, en) for zh, en in pairs] if is_sure else guests


def join_in_order(guests: Sequence[Guest], again: Sequence[Guest]) -> Iterator[tuple[Guest, Guest]]:
    """Yield who of the first is named again, where both columns name them in the same order.

    Names that sound alike, or are the same, are pairs; between two such pairs as many are too.
    """
    start = 0
    waiting: list[Guest] = []
    for guest in guests:
        waiting.append(guest)
        place = next((at for at in range(start, len(again)) if _is_same(guest, again[at])), None)
        if place is None:
            continue
        between = again[start:place]
        if len(between) == len(waiting) - 1:
            yield from _unless_others(waiting[:-1], between)
        yield guest, again[place]
        start, waiting = place + 1, []
    if len(again) - start == len(waiting):
        yield from _unless_others(waiting, again[start:])


def _is_same(guest: Guest, again: Guest) -> bool:
    if EN in guest.name or ZH in again.name:
        return guest.name == again.name
    return bool(same_person(guest.name[ZH], again.name[EN]))


def _unless_others(
    guests: Sequence[Guest], again: Sequence[Guest]
) -> Iterator[tuple[Guest, Guest]]:
    for guest, other in zip(guests, again, strict=True):
        is_pair = (set(guest.name), set(other.name)) == ({ZH}, {EN})
        if is_pair and same_person(guest.name[ZH], other.name[EN]) is None:
            yield guest, other


def read_guest(text: str, *, has_titles_beside: bool = False) -> Guest | None:
    """Return the person of a text: 张三（某院院长） Zhang San (Dean), or a bare name."""
    if contacts := _contacts_in(text):
        guest = read_guest(CONTACT.sub("", text), has_titles_beside=has_titles_beside)
        return guest and _with_told(guest, contacts)
    if confirmation := _TO_CONFIRM.search(text):
        guest = read_guest(text[: confirmation.start()], has_titles_beside=has_titles_beside)
        if guest and (has_titles_beside or _is_named_surely(guest)):
            words = confirmation["words"]
            return replace(guest, attendance_note=_text(language_of(words), words))
    if behind := _ROLE_BEHIND.search(text):
        role = role_label(f"{behind['role']}:", language_of(behind["role"]))
        if (
            role
            and not role.scope
            and (guest := read_guest(text[: behind.start()], has_titles_beside=has_titles_beside))
        ):
            return replace(guest, role=guest.role or role.role)
    if names_nobody(text):
        return None
    if invited := _INVITED.match(text):
        guest = read_guest(text[invited.end() :], has_titles_beside=has_titles_beside)
        return guest and replace(guest, attendance_note=_text(ZH, invited["words"]))
    if (both := _BOTH_THEN_TITLES.match(text)) and is_bare_name(both["name"]):
        titles = split_languages(both["title"])
        if same_person(both["name"], both["latin"]) is not False and is_name_en(both["latin"]):
            return Guest({ZH: both["name"], EN: both["latin"]}, titles)
    note = split_note(text)
    if note.words:
        guest = read_guest(note.text, has_titles_beside=has_titles_beside)
        return guest and replace(guest, attendance=note.kind, attendance_note=note.words)
    languages = split_languages(text)
    people = [
        person
        for language, part in languages.items()
        if (person := _read_one(language, part, has_titles_beside))
    ]
    if not people or len(people) < len(languages):
        whole = _read_one(language_of(text), text, has_titles_beside)
        people = [whole] if whole else []
    if not people:
        return None
    guest = reduce(join_guests, people)
    if _ACRONYM.fullmatch(guest.name.get(EN, "")) and ZH not in guest.name:
        return None
    printed = guest.name.get(ZH, "")
    if EN in guest.name and len(printed) > _LONGEST_NAME and not is_name_zh(printed):
        # 法国蓝带厨师 Jean Roux: what stands before a name in letters is no other form of it.
        return replace(guest, name={EN: guest.name[EN]}, title={ZH: printed, **guest.title})
    return guest


def names_nobody(text: str) -> bool:
    """Tell whether somebody is to come of whom no name is told: 待定, 全体嘉宾."""
    return is_placeholder(texts.clean(text)) or bool(_UNNAMED.search(text))


def _guests_among_titles(titles_cell: str) -> tuple[str, list[Guest]] | None:
    """Return the first title and the people of the others: 某所所长 / 李四 某行行长."""
    first_title, *further_parts = [part.strip() for part in _TITLE_PARTS.split(titles_cell.strip())]
    guests = [entry(part, language_of(part), _NO_KNOWN_NAMES) for part in further_parts]
    if not guests or not all(guest and guest.title for guest in guests):
        return None
    languages = [language_of(part) for part in further_parts]
    return first_title, [
        Guest({language: guest.name}, {language: guest.title})
        for guest, language in zip(guests, languages, strict=True)
        if guest
    ]


def _read_one(language: str, text: str, has_titles_beside: bool) -> Guest | None:
    text = _DEGREE.sub("", texts.clean(text))
    if (dashed := _DASHED.match(text)) and _SECOND_DASHED.search(dashed["title"]):
        return None  # two people whom nothing parts
    if both := _BOTH_NAMES.match(text):
        inner = texts.clean(both["inner"])
        if is_bare_name(both["name"]) and is_name_en(both["latin"]):
            return Guest({ZH: both["name"], EN: both["latin"]}, {language_of(inner): inner})
    if (both := _LATIN_THEN_HAN.match(text)) and is_name_en(split_honorific(both["latin"], EN)[0]):
        latin, honorific = split_honorific(both["latin"], EN)
        return Guest({ZH: both["name"], EN: latin}, {}, _text(EN, honorific))
    if guest := _with_office(text):
        return guest
    before, inner = _with_brackets_behind(text)
    if len(before) > 1 and inner and is_bare_name(before):
        language = language_of(before)
        name, honorific = split_honorific(before, language)
        if language == EN and (both := _NAME_AND_TITLE.match(inner)) and is_name_zh(both["name"]):
            return Guest({EN: name, ZH: both["name"]}, {ZH: both["title"]}, _text(EN, honorific))
        if language == ZH and is_name_en(inner) and " " in inner:
            return Guest({ZH: name, EN: inner}, {}, _text(language, honorific))
        if role := role_label(f"{inner}:", language_of(inner)):
            return Guest({language: name}, {}, _text(language, honorific), role.role)
        if inner in COUNTRIES_ZH or is_country_en(inner):
            country = {language_of(inner): inner}
            return Guest({language: name}, {}, _text(language, honorific), country=country)
        if language == EN and _are_initials(inner, name):
            return Guest({EN: name}, {}, _text(EN, honorific), other_names=(inner,))
        if _NUMBERED_PLACE.fullmatch(inner):
            return Guest({language: name}, {}, _text(language, honorific), biography=inner)
        is_title = has_title_word(inner, language_of(inner)) or _HOUSE_END.search(inner)
        if has_titles_beside and not is_title:
            return Guest({language: name}, {}, _text(language, honorific), other_names=(inner,))
        return Guest({language: name}, {language_of(inner): inner}, _text(language, honorific))
    if language == ZH and (guest := _behind_house(text)):
        return guest
    if is_bare_name(text):
        name, honorific = split_honorific(text, language)
        return Guest({language: name}, {}, _text(language, honorific))
    if call_name := _CALL_NAME.match(text):
        name, honorific = split_honorific(call_name["name"], language)
        return Guest({language: name}, {}, _text(language, honorific),
                     other_names=(call_name["other"],))  # fmt: skip
    if guest := _told_then_title(text) or _beside_title(text) or _before_dash(text):
        return guest
    if guest := _addressed_before_dash(text):
        return guest
    person = entry(text, language, _NO_KNOWN_NAMES)
    if person is None or not person.title or _OPEN_TITLE.search(person.title):
        return None
    if person.title.endswith(("?", "？")):
        return None  # Deep-sea mining: opportunity or risk?
    if _SECOND_NAME.search(person.title):
        return None  # of several people, whom nothing else parts, the title holds the others
    if has_titles_beside and not has_title_word(person.title, language):
        return None
    title, biography = split_biography(person.title)
    return Guest(
        {language: person.name}, {language: title}, _text(language, person.honorific),
        biography=biography,
    )  # fmt: skip


def _are_initials(text: str, name: str) -> bool:
    """Tell whether letters are those that a name's words, or its first ones, begin with."""
    capitals = "".join(letter for letter in name if letter.isupper())
    return len(text) > 1 and text.isupper() and capitals.startswith(text)


def _behind_house(text: str) -> Guest | None:
    """Return the person of a text that ends with the name, or with the rank behind it.

    滨海大学林岚; 滨海大学 林岚副教授; 潮汐局高岩局长; 高岩局长
    """
    twin = simplified(text)
    if len(twin) != len(text):
        return None
    rank = RANK_BEHIND.search(twin)
    end = len(twin[: rank.start()].rstrip()) if rank else len(twin)
    for length in (4, 3, 2):
        name, before = twin[end - length : end], twin[: max(0, end - length)]
        house = before.strip()
        is_named = len(name) == length and name[0] not in _NO_FIRST and is_name_zh(name)
        # 某校电机 林岚副教授: between a space and a rank stands a name, whatever is before.
        is_apart = bool(rank) and before != house and not _MARKS_ZH.search(house)
        if house and _stands_first(house):
            return None
        if is_named and (_is_house(house) or is_apart if house else rank):
            break
    else:
        return None
    name, house = text[end - length : end], text[: end - length].strip()
    printed = text[rank.start() :].strip() if rank else ""
    if HONORIFIC_ZH.fullmatch(printed):
        # 林岚教授 is read as any bare name is.
        return Guest({ZH: name}, {ZH: house}, {ZH: printed}) if house else None
    return Guest({ZH: name}, {ZH: f"{house}{printed}"})


def _stands_first(text: str) -> bool:
    """Tell whether a text begins with a name, so that none ends it: 林岚 潮汐 before 云台工程师."""
    name, *rest = text.split(maxsplit=1)
    return bool(rest) and is_name_zh(name)


def _is_house(text: str) -> bool:
    """Tell whether a text is one institution's name, and no place alone."""
    return is_word(text) and len(text) > _SHORTEST_HOUSE and not _MARKS_ZH.search(text)


def split_biography(text: str) -> tuple[str, str]:
    """Return the title that a text begins with, and what it tells behind it, "" for nothing."""
    title, *told = _BIOGRAPHY.split(text, maxsplit=1)
    return title, told[0].strip() if told else ""


def _told_then_title(text: str) -> Guest | None:
    """Return the person of a text with something in brackets between name and title.

    Only a word for a pen name and its like makes a name of it: （清华）, （特邀）, （听潮）.
    """
    match = _TOLD_THEN_TITLE.match(text)
    if match is None or not is_name_zh(match["name"]):
        return None
    told = match["told"]
    title, biography = split_biography(match["title"])
    guest = Guest({ZH: match["name"]}, {ZH: title}, biography=biography)
    if match["called"]:
        return replace(guest, other_names=(told,))
    is_elsewhere = is_word(told) or TITLE_END.search(told) or role_label(f"{told}：", ZH)
    return None if is_elsewhere or find_absence([told]) else _with_told(guest, f"（{told}）")


def _beside_title(text: str) -> Guest | None:
    """Return the person of a text whose name and title are of different scripts.

    易观 CTO 王芳: a Chinese name behind a title with a Latin word. Anna Berg 某行行长: a Latin name
    before a Chinese title.
    """
    head, _space, name = text.rpartition(" ")
    if is_name_zh(name) and (has_title_word(head, EN) or has_title_word(head, ZH)):
        return Guest({ZH: name}, {ZH: head.strip()})
    if re.fullmatch("[\u3400-\u9fff]{2,3}", name) and is_loose_name_zh(name) and is_word(head):
        return Guest({ZH: name}, {ZH: head.strip()})  # of a rare surname, behind an institution
    behind = _LATIN_NAME_LAST.match(text)
    if behind and is_name_en(behind["name"]) and TITLE_END.search(behind["title"][-6:]):
        return Guest({EN: behind["name"]}, {ZH: behind["title"]})
    match = _LATIN_NAME_FIRST.match(text)
    if match and is_name_en(match["name"]) and has_title_word(match["title"], ZH):
        name, honorific = split_honorific(match["name"], EN)
        return Guest({EN: name}, {ZH: match["title"]}, _text(EN, honorific))
    return None


def _with_office(text: str) -> Guest | None:
    """Return the person of an English text with an office before the name, or a post amid it."""
    if (office := _OFFICE_FIRST.match(text)) and is_name_en(office["name"]):
        if not office["post"]:
            return Guest({EN: office["name"]}, {EN: office["office"]})
        return Guest({EN: office["name"]}, {EN: office["post"]}, {EN: office["office"]})
    within = _POST_WITHIN.match(text)
    if within is None or not has_title_word(within["post"], EN):
        return None
    name, honorific = split_honorific(within["name"], EN)
    if not honorific or not is_name_en(name):
        return None
    title = f"{within['post']}, {within['institution']}"
    return Guest({EN: name}, {EN: title}, {EN: honorific})


def _before_dash(text: str) -> Guest | None:
    """Return the person whose title stands behind a dash: Anna Berg – Director, Coast Office."""
    match = _DASHED.match(text)
    hyphened = _HYPHENED.match(text)
    if hyphened and has_title_word(hyphened["word"], EN):
        match = hyphened
    if match is None:
        return None
    name, honorific = split_honorific(match["name"], EN)
    if " " not in name or not is_name_en(name):
        return None
    title = texts.clean(match["title"])
    return Guest({EN: name}, {language_of(title): title}, _text(EN, honorific))


def _addressed_before_dash(text: str) -> Guest | None:
    """Return whom a form of address opens: Eng. Anna Berg, Head of Tides — Harbour Office."""
    match = _ADDRESSED_DASHED.match(text)
    name, honorific = split_honorific(match["name"], EN) if match else ("", "")
    if match is None or not honorific or not is_name_en(name):
        return None
    return Guest({EN: name}, {EN: match["title"]}, {EN: honorific})


def _with_brackets_behind(text: str) -> tuple[str, str]:
    """Return a text that ends with brackets as what stands before and within them, else "", ""."""
    spans = outer_brackets(text)
    if len(spans) != 1 or spans[0][1] != len(text):
        return "", ""
    first, last = spans[0]
    return texts.clean(text[:first]), texts.clean(text[first + 1 : last - 1])


def part_titles(titles_cell: str, count: int) -> Sequence[str]:
    """Return the title of each of so many people, none where a cell does not say whose it is."""
    titles_cell = titles_cell.strip(" \t\n,，;；")
    if not titles_cell or count == 0:
        return []
    if count == 1:
        return [texts.clean(titles_cell.replace("\n", " "))]
    parts = [part.strip() for part in _TITLE_PARTS.split(titles_cell) if part.strip()]
    if len(parts) == 1 and _is_institution(parts[0]):
        return parts * count  # all of them are of it
    if any(map(TITLE_END.fullmatch, parts)) and any(map(_HOUSE_END.search, parts)):
        return []  # 滨海大学 / 教授: may be of one of them
    return parts if len(parts) == count else []


def join_title_cells(cells: Sequence[str], count: int) -> str:
    """Return the cells of house and post as one, line by line where each has one for each guest."""
    lines = [cell.split("\n") for cell in cells if cell.strip()]
    if count > 1 and {len(parts) for parts in lines} == {count}:
        return "\n".join(" ".join(parts) for parts in zip(*lines, strict=True))
    return " ".join(cells)


def _is_institution(text: str) -> bool:
    """Tell whether a cell is the name of a single institution."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    is_english = not INSTITUTION_WORDS_EN.isdisjoint(words) and not has_title_word(text, EN)
    return not re.search("[,，、]", text) and (is_word(text) or is_english)


def with_title(guest: Guest, title: Text | str) -> Guest:
    """Return a guest with the title of the cell beside; a rank behind the name stands behind it.

    Where the two say different things, which one holds is asked.
    """
    beside = dict(split_languages(title) if isinstance(title, str) and title else title or {})
    asks_title = guest.asks_title
    for language, own in guest.title.items():
        text = beside.get(language, "")
        if own in text:
            continue
        if _HOUSE_END.search(own) and TITLE_END.fullmatch(text):
            beside[language] = f"{own}{text}"
            continue
        if text and TITLE_END.fullmatch(own):
            beside[language] = f"{text}{'' if _is_institution(text) else '、'}{own}"
            continue
        asks_title |= bool(text) and text not in own
        beside[language] = own
    return replace(guest, title=beside, asks_title=asks_title)


def join_guests(guest: Guest, again: Guest) -> Guest:
    """Return what two texts say of one person."""
    return Guest(
        {**guest.name, **again.name}, {**guest.title, **again.title},
        {**guest.honorific, **again.honorific}, guest.role or again.role,
        (*guest.other_names, *again.other_names), {**guest.country, **again.country},
        guest.attendance or again.attendance, {**guest.attendance_note, **again.attendance_note},
        " ".join(filter(None, (guest.biography, again.biography))),
        guest.asks_title or again.asks_title,
    )  # fmt: skip


def _text(language: str, value: str) -> Text:
    return {language: value} if value else {}
