"""One person's name and title in a line: which part is which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from forum.core.names import fold, is_han
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
    is_whole_name,
    is_word,
    split_honorific,
    unpadded,
)
from forum.reader.vocabulary import roles, titles
from forum.reader.vocabulary.institutions import INSTITUTION_STARTS_ZH
from forum.reader.vocabulary.surnames import SOUNDS


@dataclass(frozen=True, slots=True)
class NameLine:
    """One person as one line of one language prints it; title and honorific may be empty.

    other_name: the name in the other language, where it stands in brackets behind the name.
    """

    name: str
    title: str = ""
    honorific: str = ""
    other_name: str = ""


_LONGEST_PART = 6  # of a name from elsewhere
_OTHER_IN_BRACKETS = re.compile(
    r"^(?P<name>[^（(]{2,40}?)\s*[（(]\s*(?P<other>[^）)]{2,60})\s*[)）]\s*(?P<rest>.*)$"
)
# Dr. Ann Berg（安·贝格）: the Chinese name is the one in brackets, a title before or behind it
_LATIN_FIRST = re.compile(
    r"^(?P<before>(?:[^（()）]*[\u3400-\u9fff）)])?)\s*"
    r"(?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)\s*"
    r"[（(]\s*(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff·•・]{1,15})\s*[)）]\s*(?P<behind>.*)$"
)
_ROLE_ZH = re.compile(
    rf"^(?:{'|'.join(roles.PERSON_ROLES_ZH.values())})\s*(?:[（(][^）)]*[)）])?\s*[:：]\s*"
)


def named(name: str, title: str, code: str) -> NameLine:
    """Return the person with the honorific and a name in the other language split off."""
    foreign_name = ""
    match = _OTHER_IN_BRACKETS.match(name)
    if match and not match["rest"] and texts.language(match["other"]) != code:
        name, foreign_name = match["name"], texts.clean(match["other"])
    clean_name, honorific = split_honorific(name, code)
    if foreign_name:
        foreign_name = split_honorific(foreign_name, EN if code == ZH else ZH)[0]
    return NameLine(
        clean_name, texts.clean(title.lstrip(STOPS + "|｜/　")), honorific, foreign_name
    )


def entry(
    text: str, code: str, lexicon: Lexicon, turned: "frozenset[str]" = frozenset()
) -> NameLine | None:
    """Split one line of a list into name and title, None when no person can be seen in it.

    turned: captions' heads (title before name), folded; they say where a run-together line is cut.
    """
    text = texts.clean(text)
    if not text or len(text) > 400:
        return None
    return _entry_zh(text, lexicon, turned) if code == ZH else _entry_en(text)


_SEPARATORS_ZH = (
    r"\t+[\s\u3000]*", r"[\s\u3000]{2,}", r"[\s\u3000]+", r"\s*[:：]\s*", r"\s*[，,]\s*",
    r"\s+[-—–－―|｜/]+\s*|\s*[—–－―|｜/]+\s*", r"\s*-\s*", r"\s*、\s*",
)  # fmt: skip


def _latin_first(text: str) -> NameLine | None:
    """Return whom a line names in letters, with the Chinese name in brackets."""
    match = _LATIN_FIRST.match(text)
    if match is None or (match["before"] and match["behind"]) or not is_name_zh(match["name"]):
        return None
    latin, honorific = split_honorific(match["latin"], EN)
    title = match["before"] or match["behind"].lstrip(STOPS + "，,")
    if not is_name_en(latin) or not has_title_word(title, ZH):
        return None
    return NameLine(match["name"], texts.clean(title), honorific, latin)


def _entry_zh(text: str, lexicon: Lexicon, turned: frozenset[str]) -> NameLine | None:
    if person := _latin_first(text):
        return person
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
        person = _entry_zh(tail["rest"], lexicon, turned)
        ends = (person.name, person.honorific or person.name) if person else ()
        if person and tail["rest"].rstrip().endswith(ends):
            return replace(person, other_name=split_honorific(tail["other"], EN)[0])
    for separator in _SEPARATORS_ZH:
        marks = [mark for mark in re.finditer(separator, text) if mark.start() > 0]
        marks = [mark for mark in marks if mark.end() < len(text)]
        if marks and (person := _parted_zh(text, marks)):
            return person
    return _run_together(text, lexicon, turned)


def _parted_zh(text: str, marks: Sequence[re.Match[str]]) -> NameLine | None:
    """Read a line that separators cut: the name first, 王芳 主任, or last, 主任 王芳."""
    first, last = text[: marks[0].start()], text[marks[-1].end() :]
    rest, leading = text[marks[0].end() :], text[: marks[-1].start()]
    if len(marks) > 1 and len(first) == 1:
        second = text[marks[0].end() : marks[1].start()]
        if len(second) <= 2 and is_name_zh(first + second):  # 程　砚　　副市长
            return named(first + second, text[marks[1].end() :], ZH)
    if is_name_zh(first) and (len(marks) == 1 or not is_name_zh(last)):
        return named(first, rest, ZH)
    if is_name_zh(last) and not is_name_zh(first):
        return named(last, leading, ZH)
    if is_loose_name_zh(first) and (has_title_word(rest, ZH) or "\t" in marks[0][0]):
        end = _last_of_name(text, marks)
        return named(re.sub(r"\s+", " ", text[: end.start()]), text[end.end() :], ZH)
    if is_loose_name_zh(last) and has_title_word(leading, ZH):
        return named(last, leading, ZH)
    return None


def _last_of_name(text: str, marks: Sequence[re.Match[str]]) -> re.Match[str]:
    """Return the mark that ends a name whose dots are spaces: 安娜 贝克 某局局长."""
    if marks[0].start() == 1:
        return marks[0]
    for mark, following, end in zip(marks, marks[1:], [*marks[2:], None], strict=False):
        part = text[mark.end() : following.start()]
        title = text[following.end() : end.start() if end else len(text)]
        is_part = 0 < len(part) <= _LONGEST_PART and SOUNDS.issuperset(part) and not is_word(part)
        if not is_part or has_title_word(part, ZH) or not has_title_word(title, ZH):
            return mark
    return marks[-1]


def _run_together(text: str, lexicon: Lexicon, turned: frozenset[str]) -> NameLine | None:
    if pair := lexicon.at_start(text):
        return named(pair[0], pair[1], ZH)
    if pair := lexicon.at_end(text):
        return named(pair[1], pair[0], ZH)
    folded = fold(text)
    for length in range(2, min(16, len(folded) - 1)):
        if folded[length:] + folded[:length] in turned:
            ends = (end for end in range(len(text)) if len(fold(text[:end])) >= length)
            end = next(ends, len(text))
            return named(text[:end], text[end:], ZH)
    return title_then_name(text) or _name_then_title(text)


def title_then_name(text: str) -> NameLine | None:
    """Split 某某部副部长王芳: the name is what follows the last word that ends a title."""
    for match in reversed(list(TITLE_END.finditer(text))):
        title, name = text[: match.end()], texts.clean(text[match.end() :])
        if closing := re.match(r"[（(][^）)]*[)）]", name):
            title, name = title + closing[0], texts.clean(name[closing.end() :])
        if (name and is_loose_name_zh(name) and len(title) >= 2) or DOTTED.fullmatch(name):
            return named(name, title, ZH)
    return None


def _name_then_title(text: str) -> NameLine | None:
    """Split 王芳中国某某中心主任: a name, and a word that institutions begin with."""
    if has_title_word(text, ZH) and is_han(text[:1]) and not DOTTED.match(text):
        for length in (4, 3, 2):
            name, rest = text[:length], text[length:]
            if is_name_zh(name) and rest.startswith(INSTITUTION_STARTS_ZH):
                return named(name, rest, ZH)
    return None


_SEPARATORS_EN = (
    r"\t+\s*", r"\s+[—–-]+\s+|\s*[—–]\s*", r"\s*[:：|]\s*", r"\s{2,}", r",\s*|，\s*", r";\s*",
)  # fmt: skip


def _entry_en(text: str) -> NameLine | None:
    bare_name, _ = split_honorific(text, EN)
    if is_name_en(bare_name) and len(bare_name.split()) > 1:
        return named(text, "", EN)
    bracketed = re.match(r"^([^(（]+?)\s*[(（]([^()（）]+)[)）]\s*(.*)$", text)
    if bracketed and is_name_en(bracketed[1]):
        name, inner, rest = bracketed.groups()
        if is_han(inner):
            return named(f"{name} ({inner})", rest.lstrip(STOPS), EN)
        if not rest:
            return named(name, inner, EN)
    for separator in _SEPARATORS_EN:
        if marks := list(re.finditer(separator, text)):
            name, title = text[: marks[0].start()], text[marks[0].end() :]
            if is_name_en(name) and title:
                return named(name, title, EN)
            name, title = text[marks[-1].end() :], text[: marks[-1].start()]
            if is_whole_name(name) and has_title_word(title, EN):
                return named(name, title, EN)
    # Vice Minister of Trade Ms. Jane Doe
    inner = re.search(rf"\s({titles.HONORIFICS_EN}\s*)+(?=[A-Z])", text)
    if inner and is_name_en(text[inner.end() :]):
        return named(text[inner.start() :], text[: inner.start()].rstrip(STOPS), EN)
    return None


def head(text: str, code: str, lexicon: Lexicon) -> NameLine | None:
    """Split the head of a caption or speech (title and name, no verb) with the list's help."""
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


def _head_zh(text: str, lexicon: Lexicon) -> NameLine | None:
    text = _last_person(text, lexicon)
    if person := _latin_first(text):
        return person
    name_part, honorific = split_honorific(text, ZH)
    if not honorific:
        name_part = text
    bracketed = re.match(r"^(.*?)\s*[（(]\s*([A-Za-z][^）)]*)[)）]$", name_part)
    if bracketed and (inside := _head_zh(bracketed[1], lexicon)) and is_name_en(bracketed[2]):
        honorific = honorific or inside.honorific
        return replace(inside, honorific=honorific, other_name=bracketed[2].strip())
    if pair := lexicon.at_end(name_part):
        return NameLine(unpadded(pair[1]), pair[0].rstrip(STOPS), honorific)
    if pair := lexicon.at_start(name_part):
        return NameLine(unpadded(pair[0]), _unbracketed(pair[1].strip(STOPS)), honorific)
    person = title_then_name(name_part)
    return NameLine(person.name, person.title, honorific) if person else None


def _head_en(text: str, lexicon: Lexicon) -> NameLine | None:
    prefix = HONORIFIC_EN.match(text)
    rest = text[prefix.end() :] if prefix else text
    honorific = prefix[0].strip() if prefix else ""
    if pair := lexicon.at_start(rest):
        chinese = re.match(r"^[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]\s*,?\s*", pair[1])
        title = _unbracketed(pair[1][chinese.end() if chinese else 0 :].strip(STOPS))
        return NameLine(pair[0], title, honorific, chinese[1] if chinese else "")
    if pair := lexicon.at_end(rest):
        inner = re.search(rf"((?:{titles.HONORIFICS_EN}\s*)+)$", pair[0])
        title = pair[0][: inner.start()] if inner else pair[0]
        return NameLine(pair[1], title.strip(STOPS), inner[1].strip() if inner else honorific)
    if honorific and is_name_en(rest):
        return NameLine(rest, "", honorific)
    return _entry_en(text)


def _unbracketed(text: str) -> str:
    inner = re.fullmatch(r"[(（]([^()（）]*)[)）]", text)
    return inner[1] if inner else text
