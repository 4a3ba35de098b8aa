"""One person's name and title in a line: which part is which."""

import re
from dataclasses import dataclass
from functools import lru_cache

from forum.base.names import MIDDLE_DOTS, fold
from forum.importing.reading import texts
from forum.importing.reading.vocabulary import institutions as institution_words
from forum.importing.reading.vocabulary import places, roles, surnames, titles
from forum.importing.records import EN, ZH


@dataclass(frozen=True, slots=True)
class Named:
    """One person as one line of one language prints it; title and honorific may be empty.

    other_name: the name in the other language, where it stands in brackets behind the name.
    """

    name: str
    title: str = ""
    honorific: str = ""
    other_name: str = ""


class KnownNames:
    """The names that the document's lists give, found at the head or tail of a phrase in constant time."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._titles: dict[str, list[str]] = {}
        self._longest = 0

    def add(self, name: str, title: str = "") -> None:
        """Remember one name and, where the list gives it, its title."""
        key = fold(name)
        if len(key) < 2:
            return
        self._names.setdefault(key, name)
        self._longest = max(self._longest, len(name) + 6)
        if title:
            self._titles.setdefault(key, []).append(title)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._names

    def titles(self, name: str) -> list[str]:
        """Return the titles that the lists give for the name."""
        return self._titles.get(fold(name), [])

    def at_end(self, phrase: str) -> tuple[str, str] | None:
        """Split a phrase that ends with a known name into what stands before it and the name."""
        for length in range(min(self._longest, len(phrase)), 1, -1):
            tail = phrase[-length:]
            if fold(tail) in self._names and not _cuts_word(phrase[:-length], tail):
                return texts.clean(phrase[:-length]), texts.clean(tail)
        return None

    def at_start(self, phrase: str) -> tuple[str, str] | None:
        """Split a phrase that begins with a known name into the name and what follows."""
        for length in range(min(self._longest, len(phrase)), 1, -1):
            head = phrase[:length]
            if fold(head) in self._names and not _cuts_word(head, phrase[length:]):
                return texts.clean(head.rstrip(_STOPS)), texts.clean(phrase[length:])
        return None


def _cuts_word(left: str, right: str) -> bool:
    """Tell whether the border of two parts lies within one Latin word or beside a middle dot."""
    if not left or not right:
        return False
    if left[-1] in MIDDLE_DOTS or right[0] in MIDDLE_DOTS:
        return True
    return left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()


_STOPS = ",，;；:：、-—– \t"
_DOT = f"[{re.escape(MIDDLE_DOTS)}．.]"
_DOTTED = re.compile(
    rf"[\u4e00-\u9fffA-Za-z\-]{{1,16}}(?:\s*{_DOT}\s*[\u4e00-\u9fffA-Z\-]{{1,16}}\.?)+"
)
_TITLE_END = re.compile("|".join(sorted(titles.TITLE_ENDS_ZH, key=len, reverse=True)))
_INSTITUTION_END = re.compile(f"(?:{institution_words.INSTITUTION_ENDS_ZH})$")
_HONORIFIC_ZH = re.compile(rf"\s*(?:{titles.HONORIFICS_ZH})$")
_HONORIFIC_EN = re.compile(rf"^(?:{titles.HONORIFICS_EN}\s*)+(?=\S)", re.IGNORECASE)
_OTHER_IN_BRACKETS = re.compile(
    r"^(?P<name>[^（(]{2,40}?)\s*[（(]\s*(?P<other>[^）)]{2,60})\s*[)）]\s*(?P<rest>.*)$"
)
_ROLE_ZH = re.compile(
    rf"^(?:{'|'.join(roles.PERSON_ROLES_ZH.values())})\s*(?:[（(][^）)]*[)）])?\s*[:：]\s*"
)


@lru_cache(maxsize=4096)
def is_name_zh(text: str) -> bool:
    """Tell whether a Chinese text can be a person's name: 王芳, 欧阳娜, 安娜·贝克."""
    text = _HONORIFIC_ZH.sub("", texts.clean(text))
    if _DOTTED.fullmatch(text):
        return not _TITLE_END.search(text) or text[-1] not in "长任表员席"
    plain = re.sub(r"[\s\u3000]", "", text)
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", plain) or _TITLE_END.search(plain):
        return False
    if plain.startswith(surnames.COMPOUND):
        return len(plain) >= 3
    return plain[0] in surnames.SURNAMES and len(plain) <= 3 and not _is_word(plain)


def is_loose_name_zh(text: str) -> bool:
    """Tell whether a short Han text may be a name without being of a frequent surname: 纳林."""
    plain = re.sub(r"[\s\u3000]", "", text)
    return is_name_zh(text) or (
        bool(re.fullmatch(r"[\u4e00-\u9fff]{2,7}", plain))
        and not _TITLE_END.search(plain)
        and not _is_word(plain)
    )


def _is_word(text: str) -> bool:
    """Tell whether a short Han text is a place or an institution rather than a name."""
    ends = len(text) > 2 and bool(_INSTITUTION_END.search(text))
    return ends or text in places.CITIES or text in places.COUNTRIES_ZH


_NAME_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "la",
        "le",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "bint",
        "abu",
        "ul",
        "af",
    ]
)
_NAME_TOKEN = re.compile(r"[A-ZÀ-Þ][\w’'.‘\-]*|[A-Z]\.|al-[A-Z]\w+|el-[A-Z]\w+|d[’'][A-Z]\w+")


@lru_cache(maxsize=4096)
def is_name_en(text: str) -> bool:
    """Tell whether an English text can be a person's name: Jane van Doe, LI Wei, A. B. Smith."""
    tokens = _HONORIFIC_EN.sub("", texts.clean(text)).split()
    if not 1 <= len(tokens) <= 7:
        return False
    words = [token.strip(".,").casefold() for token in tokens]
    if any(
        word in titles.TITLE_WORDS_EN or word in institution_words.INSTITUTION_WORDS_EN
        for word in words
    ):
        return False
    return all(
        _NAME_TOKEN.fullmatch(token) or token in _NAME_PARTICLES for token in tokens
    ) and bool(re.search(r"[a-zÀ-ɏ]|^[A-Z]{2,}", text))


def is_name(text: str, code: str) -> bool:
    """Tell whether a text of that language can be a person's name."""
    return is_name_zh(text) if code == ZH else is_name_en(text)


def has_title_word(text: str, code: str) -> bool:
    """Tell whether a word for a position stands in the text."""
    if code == ZH:
        return bool(_TITLE_END.search(text))
    return any(
        word.strip(".,;()").casefold() in titles.TITLE_WORDS_EN
        for word in re.split(r"[\s/-]+", text)
    )


def split_honorific(name: str, code: str) -> tuple[str, str]:
    """Return name and honorific: 王芳女士 -> 王芳, 女士; H.E. Mr. Doe -> Doe, H.E. Mr."""
    name = texts.clean(name)
    if code == ZH:
        match = _HONORIFIC_ZH.search(name)
        if match and len(name[: match.start()].strip()) >= 2:
            return _unpadded(name[: match.start()]), match[0].strip()
        before = re.match(rf"^(?:{titles.HONORIFICS_ZH})\s+", name)
        return _unpadded(name[before.end() :] if before else name), before[
            0
        ].strip() if before else ""
    match = _HONORIFIC_EN.match(name)
    if match and match.end() < len(name):
        return texts.clean(name[match.end() :]), match[0].strip()
    return name, ""


def _unpadded(name: str) -> str:
    """Close the space that pads a name of two characters in a column: 王　芳 -> 王芳."""
    plain = re.sub(r"[\s\u3000]", "", name)
    return plain if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", plain) else texts.spaced(name)


def named(name: str, title: str, code: str) -> Named:
    """Return the person with the honorific and a name in the other language split off."""
    other = ""
    match = _OTHER_IN_BRACKETS.match(name)
    if match and not match["rest"] and texts.language(match["other"]) != code:
        name, other = match["name"], texts.clean(match["other"])
    clean_name, honorific = split_honorific(name, code)
    if other:
        other = split_honorific(other, EN if code == ZH else ZH)[0]
    return Named(clean_name, texts.clean(title.lstrip(_STOPS + "|｜/　")), honorific, other)


def entry(
    text: str, code: str, known: KnownNames, turned: "frozenset[str]" = frozenset()
) -> Named | None:
    """Split one line of a list into name and title, None when no person can be seen in it.

    turned: captions' heads (title before name), folded; they decide where a run-together entry is cut.
    """
    text = texts.clean(text)
    if not text or len(text) > 400:
        return None
    return _entry_zh(text, known, turned) if code == ZH else _entry_en(text)


_SEPARATORS_ZH = (
    r"\t+[\s\u3000]*", r"[\s\u3000]{2,}", r"[\s\u3000]+", r"\s*[:：]\s*", r"\s*[，,]\s*",
    r"\s+[-—–－―|｜/]+\s*|\s*[—–－―|｜/]+\s*", r"\s*-\s*", r"\s*、\s*",
)  # fmt: skip


def _entry_zh(text: str, known: KnownNames, turned: frozenset[str]) -> Named | None:
    bracketed = _OTHER_IN_BRACKETS.match(text)
    if bracketed and is_loose_name_zh(bracketed["name"]):
        inner, rest = bracketed["other"], texts.clean(bracketed["rest"]).lstrip(_STOPS)
        if is_name_en(inner):
            return named(f"{bracketed['name']}（{inner}）", rest, ZH)
        if not rest and has_title_word(inner, ZH):
            return named(bracketed["name"], inner, ZH)
    if is_name_zh(text):
        return named(text, "", ZH)
    tail = re.match(r"^(?P<rest>.+?)\s*[（(]\s*(?P<other>[A-Z][^（）()]*)[)）]$", text)
    if tail and is_name_en(tail["other"]) and len(tail["other"].split()) > 1:
        found = _entry_zh(tail["rest"], known, turned)
        if found and tail["rest"].rstrip().endswith((found.name, found.honorific or found.name)):
            return Named(
                found.name, found.title, found.honorific, split_honorific(tail["other"], EN)[0]
            )
    for separator in _SEPARATORS_ZH:
        parts = [part for part in re.split(separator, text) if part]
        if len(parts) > 1 and (person := _of_parts(text, parts, separator)):
            return person
    return _run_together(text, known, turned)


def _of_parts(text: str, parts: list[str], separator: str) -> Named | None:
    first, last = parts[0], parts[-1]
    if len(parts) > 2 and len(first) == 1 and len(parts[1]) <= 2 and is_name_zh(first + parts[1]):
        first = first + parts[1]
        rest = _after(text, 2, separator)
        return named(first, rest, ZH)
    if is_name_zh(first) and ((is_name_zh(first) and not is_name_zh(last)) or len(parts) == 2):
        return named(first, _after(text, 1, separator), ZH)
    if is_name_zh(last) and not is_name_zh(first):
        return named(last, _before(text, separator), ZH)
    rest = _after(text, 1, separator)
    if is_loose_name_zh(first) and (has_title_word(rest, ZH) or "\t" in separator):
        words = _leading_names(parts)
        return named(" ".join(parts[:words]), _after(text, words, separator), ZH)
    before = _before(text, separator)
    if is_loose_name_zh(last) and has_title_word(before, ZH):
        return named(last, before, ZH)
    return None


def _leading_names(parts: list[str]) -> int:
    """Count the parts that make up a transliterated name whose dots are spaces: 安娜 贝克 某局局长."""
    count = 1
    while (
        count < len(parts) - 1
        and re.fullmatch(r"[\u4e00-\u9fff]{1,6}", parts[count])
        and not has_title_word(parts[count], ZH)
        and not _is_word(parts[count])
        and has_title_word(parts[count + 1], ZH)
        and len(parts[0]) > 1
    ):
        count += 1
    return count


def _after(text: str, count: int, separator: str) -> str:
    return re.split(separator, texts.clean(text), maxsplit=count)[-1]


def _before(text: str, separator: str) -> str:
    last = None
    for match in re.finditer(separator, text):
        last = match if match.end() < len(text) else last
    return text[: last.start()] if last else text


def _run_together(text: str, known: KnownNames, turned: frozenset[str]) -> Named | None:
    if found := known.at_start(text):
        return named(found[0], found[1], ZH)
    if found := known.at_end(text):
        return named(found[1], found[0], ZH)
    folded = fold(text)
    for length in range(2, min(16, len(folded) - 1)):
        if folded[length:] + folded[:length] in turned:
            position = _raw_length(text, length)
            return named(text[:position], text[position:], ZH)
    return title_then_name(text) or _name_then_title(text)


def _raw_length(text: str, folded_length: int) -> int:
    position = 0
    while position < len(text) and len(fold(text[:position])) < folded_length:
        position += 1
    return position


def title_then_name(text: str) -> Named | None:
    """Split 某某部副部长王芳: the name is what follows the last word that ends a title."""
    ends = list(_TITLE_END.finditer(text))
    for match in reversed(ends):
        name = texts.clean(text[match.end() :])
        closing = re.match(r"[（(][^）)]*[)）]", name)
        title = text[: match.end()]
        if closing:
            title, name = title + closing[0], texts.clean(name[closing.end() :])
        if name and is_loose_name_zh(name) and len(title) >= 2:
            return named(name, title, ZH)
        if _DOTTED.fullmatch(name):
            return named(name, title, ZH)
    return None


def _name_then_title(text: str) -> Named | None:
    if not has_title_word(text, ZH) or not re.match(r"[\u4e00-\u9fff]", text):
        return None
    dotted = _DOTTED.match(text)
    if dotted:
        return None
    for length in (4, 3, 2):
        name, rest = text[:length], text[length:]
        if is_name_zh(name) and _starts_institution(rest):
            return named(name, rest, ZH)
    return None


_PROVINCES = [
    "中国",
    "中华",
    "联合国",
    "国家",
    "全国",
    "世界",
    "国际",
    "亚洲",
    "非洲",
    "欧洲",
    "北京",
    "上海",
    "天津",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "商务部",
    "外交部",
    "财政部",
    "教育部",
    "科技部",
    "农业",
    "工业",
    "生态",
    "清华",
    "东盟",
    "非盟",
    "欧盟",
    "原",
    "前",
]


def _starts_institution(text: str) -> bool:
    return text.startswith(tuple(_PROVINCES)) or any(
        text.startswith(country) for country in places.COUNTRIES_ZH
    )


_SEPARATORS_EN = (
    r"\t+\s*",
    r"\s+[—–-]+\s+|\s*[—–]\s*",
    r"\s*[:：|]\s*",
    r"\s{2,}",
    r",\s*|，\s*",
    r";\s*",
)


def _entry_en(text: str) -> Named | None:
    bare_name, _ = split_honorific(text, EN)
    if is_name_en(bare_name) and len(bare_name.split()) > 1:
        return named(text, "", EN)
    bracketed = re.match(
        r"^(?P<name>[^(（]+?)\s*[(（](?P<inner>[^()（）]+)[)）]\s*(?P<rest>.*)$", text
    )
    if bracketed and is_name_en(bracketed["name"]):
        if texts.has_han(bracketed["inner"]):
            return named(
                f"{bracketed['name']} ({bracketed['inner']})", bracketed["rest"].lstrip(_STOPS), EN
            )
        if not bracketed["rest"]:
            return named(bracketed["name"], bracketed["inner"], EN)
    for separator in _SEPARATORS_EN:
        parts = re.split(separator, text, maxsplit=1)
        if len(parts) < 2:
            continue
        if is_name_en(parts[0]) and parts[1]:
            return named(parts[0], parts[1], EN)
        tail = text.rsplit(_last_separator(text, separator), 1)
        if is_name_en(tail[-1]) and len(tail) == 2 and has_title_word(tail[0], EN):
            return named(tail[1], tail[0], EN)
    return title_then_name_en(text)


def _last_separator(text: str, separator: str) -> str:
    found = re.findall(separator, text)
    return str(found[-1]) if found else "\0"


def title_then_name_en(text: str) -> Named | None:
    """Split ``Vice Minister of Trade Jane Doe``: an honorific, or the last words, are the name."""
    inner = re.search(rf"\s({titles.HONORIFICS_EN}\s*)+(?=[A-Z])", text)
    if inner and is_name_en(text[inner.end() :]):
        return named(text[inner.start() :], text[: inner.start()].rstrip(_STOPS), EN)
    return None


def head(text: str, code: str, known: KnownNames) -> Named | None:
    """Split the head of a caption or of a paragraph (title and name, no verb) with the list's help."""
    text = texts.clean(_ROLE_ZH.sub("", texts.clean(text))).rstrip(_STOPS)
    if not text or len(text) > 260:
        return None
    return _head_zh(text, known) if code == ZH else _head_en(text, known)


_CIRCUMSTANCE = re.compile(r"^(?:在|当|随后|期间)[^，]*，(?=.)")


def _last_person(text: str, known: KnownNames) -> str:
    """Leave the last person of 在…见证下，甲公司总裁王芳与乙公司董事长李明."""
    text = _CIRCUMSTANCE.sub("", text)
    for conjunction in re.finditer("[与和]", text):
        if known.at_end(text[: conjunction.start()]):
            return text[conjunction.end() :]
    return text


def _head_zh(text: str, known: KnownNames) -> Named | None:
    text = _last_person(text, known)
    name_part, honorific = split_honorific(text, ZH)
    if not honorific:
        name_part = text
    bracketed = re.match(r"^(.*?)\s*[（(]\s*([A-Za-z][^）)]*)[)）]$", name_part)
    if bracketed and (found := _head_zh(bracketed[1], known)) and is_name_en(bracketed[2]):
        return Named(found.name, found.title, honorific or found.honorific, bracketed[2].strip())
    if found := known.at_end(name_part):
        return Named(_unpadded(found[1]), found[0].rstrip(_STOPS), honorific)
    if found := known.at_start(name_part):
        title = found[1].strip(_STOPS)
        inner = re.fullmatch(r"[（(]([^（）()]*)[)）]", title)
        return Named(_unpadded(found[0]), inner[1] if inner else title, honorific)
    found_named = title_then_name(name_part)
    return Named(found_named.name, found_named.title, honorific) if found_named else None


def _head_en(text: str, known: KnownNames) -> Named | None:
    prefix = _HONORIFIC_EN.match(text)
    rest = text[prefix.end() :] if prefix else text
    honorific = prefix[0].strip() if prefix else ""
    if found := known.at_start(rest):
        other = re.match(r"^[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]\s*,?\s*", found[1])
        title = found[1][other.end() :] if other else found[1]
        return Named(
            found[0], _unbracketed(title.strip(_STOPS)), honorific, other[1] if other else ""
        )
    if found := known.at_end(rest):
        inner = re.search(rf"((?:{titles.HONORIFICS_EN}\s*)+)$", found[0])
        title = found[0][: inner.start()] if inner else found[0]
        return Named(found[1], title.strip(_STOPS), inner[1].strip() if inner else honorific)
    if honorific and is_name_en(rest):
        return Named(rest, "", honorific)
    return _entry_en(text)


def _unbracketed(text: str) -> str:
    inner = re.fullmatch(r"[(（]([^()（）]*)[)）]", text)
    return inner[1] if inner else text
