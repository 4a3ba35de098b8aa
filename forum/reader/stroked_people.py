"""People whose names a stroke parts from what they are: 林岚／某局局长; Tom Li / Chair / Coast."""

import re
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    LATIN_CAPITALS,
    has_title_word,
    is_loose_name_zh,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
    is_word,
    split_honorific,
)
from forum.reader.vocabulary.titles import HONORIFICS_EN

_STROKE: Final = r"\s*[/／|｜]\s*"
_HAN_NAME: Final = "[\u3400-\u9fff·•]{2,8}"
_LATIN_NAME: Final = (
    rf"(?:{HONORIFICS_EN}\s*)*[{LATIN_CAPITALS}][\w.’'-]*(?: [{LATIN_CAPITALS}][\w.’'-]*){{1,4}}"
)
# A name before a stroke: the first in the text, behind a mark, or behind Chinese and a space.
_NAME: Final = re.compile(
    rf"(?:^|(?<=[、，；;])|(?<=[\u3400-\u9fff)）、，；;] ))"
    rf"(?P<name>{_HAN_NAME}|{_LATIN_NAME}){_STROKE}"
)
_PARTS: Final = re.compile(_STROKE)
_MARKS: Final = " 、，；;"
_LONGEST_PART: Final = 60
_LONGEST_NAME: Final = 4
_MOST_PARTS: Final = 3


def split_stroked(text: str) -> list[tuple[str, str]]:
    """Return the people of a text, each as name and title, none where it has another form.

    Behind every name stand one to three parts between strokes; one at least is a post or a house,
    and none is a name.
    """
    heads = list(_NAME.finditer(text))
    if not heads or heads[0].start():
        return []
    ends = [head.start() for head in heads[1:]]
    people = [
        (head["name"].strip(), text[head.end() : end].strip(_MARKS))
        for head, end in zip(heads, [*ends, len(text)], strict=True)
    ]
    return people if all(_is_person(name, title) for name, title in people) else []


def _is_person(name: str, title: str) -> bool:
    parts = _PARTS.split(title)
    plain = split_honorific(name, language_of(name))[0]
    is_named = is_whole_name(plain) or (language_of(plain) == ZH and is_loose_name_zh(plain))
    return (
        is_named
        and len(parts) <= _MOST_PARTS
        and all(0 < len(part) <= _LONGEST_PART and not _may_be_name(part) for part in parts)
        and (any(map(_is_of_person, parts)) or (is_name_zh(plain) and _is_phrase(title)))
    )


def _may_be_name(part: str) -> bool:
    """Tell whether a part may be somebody else; a house in letters looks like a name as well."""
    return is_name_zh(part) if language_of(part) == ZH else False


def _is_phrase(title: str) -> bool:
    """Tell whether what stands behind the stroke is Chinese, and too long for a name."""
    return language_of(title) == ZH and len(title) > _LONGEST_NAME


def _is_of_person(part: str) -> bool:
    """Tell whether a part has a word for a post, or for a house."""
    part = texts.clean(part)
    if language_of(part) == ZH:
        return has_title_word(part, ZH) or is_word(part)
    return is_post_or_house(part, EN)
