"""Hosts and organizers of an event, from the labels of a programme or a list: 主办单位：…"""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH, Line, Text
from forum.reader.padding import close_padding
from forum.reader.prose.organizations import split_organizations_en
from forum.reader.reading import Certainty
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import PROGRAMME_LINE
from forum.reader.shapes.programme.talks import is_of_house
from forum.reader.shapes.record.organizations import RoleLine, role_line, split_zh
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.vocabulary.institutions import (
    INSTITUTION_ENDS_ZH,
    INSTITUTION_STARTS_ZH,
    INSTITUTION_WORDS_EN,
)
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.shapes import FACT_LABEL, TIMED

# 媒体：… may be anything, 支持媒体：… and 主办：… are not.
_SURE_LABEL: Final = re.compile(
    r".*(?:单位|机构|方|伙伴|媒体|名单|主办|承办|协办|赞助)|(?!(?:media|guidance|partners?)$)[A-Za-z].*",
    re.IGNORECASE,
)
_INSTITUTION_END: Final = re.compile(f"(?:{INSTITUTION_ENDS_ZH}|[)）])$")
_LONGEST_NAME: Final = 120
_SHORTEST_CHINESE: Final = 2


def read_hosts(draft: RecordDraft) -> None:
    """Add whom labels outside the tables name, beside them or on the lines below."""
    lines = [line for line in draft.document.lines if line.table is None]
    for place, line in enumerate(lines):
        label = _label(line) if line.number not in draft.account else None
        if label and label.rest:
            _add(draft, label.role, _names(label.rest), line)
        elif label:
            _add_below(draft, label.role, line, lines[place + 1 :])


def _label(line: Line) -> RoleLine | None:
    text = close_padding(LIST_MARK.sub("", line.text.strip()))
    label = role_line(text)
    if label is None or not _SURE_LABEL.fullmatch(label.label):
        return None
    return None if len(text) > 4 * _LONGEST_NAME else label


def _names(printed: str) -> list[tuple[Text, bool]]:
    """Return the organizations of an enumeration, each with whether its borders are certain."""
    both = split_languages(printed)
    if len(both) > 1:
        return [(both, True)]
    if language_of(printed) == ZH:
        return [({ZH: name}, True) for name in _rejoin_names(split_zh([printed]))]
    return [({EN: name}, is_sure) for name, is_sure in split_organizations_en(printed)]


def _rejoin_names(pieces: Sequence[str]) -> list[str]:
    """Return names of which none is cut at a mark within: 某国自然资源、生态和技术监督部."""
    names: list[str] = []
    for piece in pieces:
        begun = names[-1] if names else ""
        is_open = begun and not _INSTITUTION_END.search(begun)
        if is_open and (begun.startswith(INSTITUTION_STARTS_ZH) or "共和国" in begun):
            names[-1] = f"{begun}、{piece}"
        else:
            names.append(piece)
    return names


def _add_below(draft: RecordDraft, role: str, heading: Line, lines: Sequence[Line]) -> None:
    """Add the institutions line by line below a label that stands alone."""
    count = 0
    for line in lines:
        text = LIST_MARK.sub("", line.text.strip())
        if not text:
            continue
        if not _is_institution(text) or _label(line) or line.heading:
            break
        parts = text.split("、")
        several = len(parts) > 1 and all(map(_INSTITUTION_END.search, parts))
        _add(draft, role, _names(text) if several else [(split_languages(text), True)], line)
        count += 1
    if count:
        draft.account.furniture.add(heading.number)


def _is_institution(text: str) -> bool:
    """Tell whether a line is the name of an institution: no sentence, label, time or person."""
    if len(text) > _LONGEST_NAME or TIMED.search(text) or FACT_LABEL.match(text):
        return False
    if re.search(r"[:：。！？!?；;]", text) or role_label(text, language_of(text)):
        return False
    if language_of(text) == ZH:
        return bool(_INSTITUTION_END.search(text))
    if PROGRAMME_LINE.fullmatch(text) or is_of_house(text):
        return False
    words = {word.strip(".,;()’'").casefold() for word in re.split(r"[\s/-]+", text)}
    return not INSTITUTION_WORDS_EN.isdisjoint(words) and not text.endswith(".")


def _add(draft: RecordDraft, role: str, names: Sequence[tuple[Text, bool]], line: Line) -> None:
    """Add organizations that the draft does not have yet in that role."""
    present = {
        (organization.role, name)
        for organization in draft.organizations
        for name in organization.name.values()
    }
    people = {name for person in draft.people for name in person.name.values()}
    ends = [bool(_INSTITUTION_END.search(name.get(ZH, "所"))) for name, _is_sure in names]
    for (name, is_sure), is_whole in zip(names, ends, strict=True):
        printed = next(iter(name.values()), "")
        is_short = len(printed) < _SHORTEST_CHINESE
        if is_placeholder(printed) or is_short or not people.isdisjoint(name.values()):
            continue
        if any((role, text) in present for text in name.values()):
            draft.account.repetitions.add(line.number)
            continue
        draft.add_organization(role, name, [line.number])
        number = sum(organization.role == role for organization in draft.organizations)
        for language in name:
            path = f"organizations.{role}.{number}.name.{language}"
            # Perhaps a part of its neighbour, or two names.
            is_cut = not is_sure or (not is_whole and any(ends))
            certainty = Certainty.GUESS if is_cut else Certainty.LIKELY
            draft.rate(path, certainty, [line.number], name)
