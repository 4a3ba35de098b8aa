"""One person's name and title in a line: which part is which."""

import re
from dataclasses import dataclass

from forum.core.names import fold
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.lexicon import STOPS, Lexicon
from forum.reader.shapes.record.name_forms import (
    DOTTED,
    HONORIFIC_EN,
    TITLE_END,
    has_title_word,
    is_loose_name_zh,
    is_name_en,
    is_name_zh,
    is_word,
    split_honorific,
    unpadded,
)
from forum.reader.vocabulary import places, roles, titles


@dataclass(frozen=True, slots=True)
class Named:
    """One person as one line of one language prints it; title and honorific may be empty.

    other_name: the name in the other language, where it stands in brackets behind the name.
    """

    name: str
    title: str = ""
    honorific: str = ""
    other_name: str = ""


_OTHER_IN_BRACKETS = re.compile(
    r"^(?P<name>[^（(]{2,40}?)\s*[（(]\s*(?P<other>[^）)]{2,60})\s*[)）]\s*(?P<rest>.*)$"
)
_ROLE_ZH = re.compile(
    rf"^(?:{'|'.join(roles.PERSON_ROLES_ZH.values())})\s*(?:[（(][^）)]*[)）])?\s*[:：]\s*"
)


def named(name: str, title: str, code: str) -> Named:
    """Return the person with the honorific and a name in the other language split off."""
    foreign_name = ""
    match = _OTHER_IN_BRACKETS.match(name)
    if match and not match["rest"] and texts.language(match["other"]) != code:
        name, foreign_name = match["name"], texts.clean(match["other"])
    clean_name, honorific = split_honorific(name, code)
    if foreign_name:
        foreign_name = split_honorific(foreign_name, EN if code == ZH else ZH)[0]
    return Named(clean_name, texts.clean(title.lstrip(STOPS + "|｜/　")), honorific, foreign_name)


def entry(
    text: str, code: str, lexicon: Lexicon, turned: "frozenset[str]" = frozenset()
) -> Named | None:
    """Split one line of a list into name and title, None when no person can be seen in it.

    turned: captions' heads (title before name), folded; they decide where a run-together entry is
    cut.
    """
    text = texts.clean(text)
    if not text or len(text) > 400:
        return None
    return _entry_zh(text, lexicon, turned) if code == ZH else _entry_en(text)


_SEPARATORS_ZH = (
    r"\t+[\s\u3000]*", r"[\s\u3000]{2,}", r"[\s\u3000]+", r"\s*[:：]\s*", r"\s*[，,]\s*",
    r"\s+[-—–－―|｜/]+\s*|\s*[—–－―|｜/]+\s*", r"\s*-\s*", r"\s*、\s*",
)  # fmt: skip


def _entry_zh(text: str, lexicon: Lexicon, turned: frozenset[str]) -> Named | None:
    bracketed = _OTHER_IN_BRACKETS.match(text)
    if bracketed and is_loose_name_zh(bracketed["name"]):
        inner, rest = bracketed["other"], texts.clean(bracketed["rest"]).lstrip(STOPS)
        if is_name_en(inner):
            return named(f"{bracketed['name']}（{inner}）", rest, ZH)
        if not rest and has_title_word(inner, ZH):
            return named(bracketed["name"], inner, ZH)
    if is_name_zh(text):
        return named(text, "", ZH)
    tail = re.match(r"^(?P<rest>.+?)\s*[（(]\s*(?P<other>[A-Z][^（）()]*)[)）]$", text)
    if tail and is_name_en(tail["other"]) and len(tail["other"].split()) > 1:
        inner_entry = _entry_zh(tail["rest"], lexicon, turned)
        if inner_entry and tail["rest"].rstrip().endswith(
            (inner_entry.name, inner_entry.honorific or inner_entry.name)
        ):
            return Named(
                inner_entry.name,
                inner_entry.title,
                inner_entry.honorific,
                split_honorific(tail["other"], EN)[0],
            )
    for separator in _SEPARATORS_ZH:
        parts = [part for part in re.split(separator, text) if part]
        if len(parts) > 1 and (person := _of_parts(text, parts, separator)):
            return person
    return _run_together(text, lexicon, turned)


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
    leading_title = _before(text, separator)
    if is_loose_name_zh(last) and has_title_word(leading_title, ZH):
        return named(last, leading_title, ZH)
    return None


def _leading_names(parts: list[str]) -> int:
    """Count the parts that make up a transliterated name whose dots are spaces: 安娜 贝克
    某局局长.
    """
    count = 1
    while (
        count < len(parts) - 1
        and re.fullmatch(r"[\u4e00-\u9fff]{1,6}", parts[count])
        and not has_title_word(parts[count], ZH)
        and not is_word(parts[count])
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


def _run_together(text: str, lexicon: Lexicon, turned: frozenset[str]) -> Named | None:
    if pair := lexicon.at_start(text):
        return named(pair[0], pair[1], ZH)
    if pair := lexicon.at_end(text):
        return named(pair[1], pair[0], ZH)
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
    ends = list(TITLE_END.finditer(text))
    for match in reversed(ends):
        name = texts.clean(text[match.end() :])
        closing = re.match(r"[（(][^）)]*[)）]", name)
        title = text[: match.end()]
        if closing:
            title, name = title + closing[0], texts.clean(name[closing.end() :])
        if name and is_loose_name_zh(name) and len(title) >= 2:
            return named(name, title, ZH)
        if DOTTED.fullmatch(name):
            return named(name, title, ZH)
    return None


def _name_then_title(text: str) -> Named | None:
    if not has_title_word(text, ZH) or not re.match(r"[\u4e00-\u9fff]", text):
        return None
    dotted = DOTTED.match(text)
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
                f"{bracketed['name']} ({bracketed['inner']})", bracketed["rest"].lstrip(STOPS), EN
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
    separators = re.findall(separator, text)
    return str(separators[-1]) if separators else "\0"


def title_then_name_en(text: str) -> Named | None:
    """Split ``Vice Minister of Trade Jane Doe``: an honorific, or the last words, are the name."""
    inner = re.search(rf"\s({titles.HONORIFICS_EN}\s*)+(?=[A-Z])", text)
    if inner and is_name_en(text[inner.end() :]):
        return named(text[inner.start() :], text[: inner.start()].rstrip(STOPS), EN)
    return None


def head(text: str, code: str, lexicon: Lexicon) -> Named | None:
    """Split the head of a caption or of a paragraph (title and name, no verb) with the list's
    help.
    """
    text = texts.clean(_ROLE_ZH.sub("", texts.clean(text))).rstrip(STOPS)
    if not text or len(text) > 260:
        return None
    return _head_zh(text, lexicon) if code == ZH else _head_en(text, lexicon)


_CIRCUMSTANCE = re.compile(r"^(?:在|当|随后|期间)[^，]*，(?=.)")


def _last_person(text: str, lexicon: Lexicon) -> str:
    """Leave the last person of 在…见证下，甲公司总裁王芳、乙公司董事长李明与丙公司经理张伟."""
    text = _CIRCUMSTANCE.sub("", text)
    first = 0
    for conjunction in re.finditer("[与和、，]", text):
        if lexicon.at_end(text[first : conjunction.start()]):
            first = conjunction.end()
    return text[first:]


def _head_zh(text: str, lexicon: Lexicon) -> Named | None:
    text = _last_person(text, lexicon)
    name_part, honorific = split_honorific(text, ZH)
    if not honorific:
        name_part = text
    bracketed = re.match(r"^(.*?)\s*[（(]\s*([A-Za-z][^）)]*)[)）]$", name_part)
    if bracketed and (inside := _head_zh(bracketed[1], lexicon)) and is_name_en(bracketed[2]):
        return Named(inside.name, inside.title, honorific or inside.honorific, bracketed[2].strip())
    if pair := lexicon.at_end(name_part):
        return Named(unpadded(pair[1]), pair[0].rstrip(STOPS), honorific)
    if pair := lexicon.at_start(name_part):
        title = pair[1].strip(STOPS)
        inner = re.fullmatch(r"[（(]([^（）()]*)[)）]", title)
        return Named(unpadded(pair[0]), inner[1] if inner else title, honorific)
    turned_head = title_then_name(name_part)
    return Named(turned_head.name, turned_head.title, honorific) if turned_head else None


def _head_en(text: str, lexicon: Lexicon) -> Named | None:
    prefix = HONORIFIC_EN.match(text)
    rest = text[prefix.end() :] if prefix else text
    honorific = prefix[0].strip() if prefix else ""
    if pair := lexicon.at_start(rest):
        chinese_name = re.match(
            r"^[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]\s*,?\s*", pair[1]
        )
        title = pair[1][chinese_name.end() :] if chinese_name else pair[1]
        return Named(
            pair[0],
            _unbracketed(title.strip(STOPS)),
            honorific,
            chinese_name[1] if chinese_name else "",
        )
    if pair := lexicon.at_end(rest):
        inner = re.search(rf"((?:{titles.HONORIFICS_EN}\s*)+)$", pair[0])
        title = pair[0][: inner.start()] if inner else pair[0]
        return Named(pair[1], title.strip(STOPS), inner[1].strip() if inner else honorific)
    if honorific and is_name_en(rest):
        return Named(rest, "", honorific)
    return _entry_en(text)


def _unbracketed(text: str) -> str:
    inner = re.fullmatch(r"[(（]([^()（）]*)[)）]", text)
    return inner[1] if inner else text
