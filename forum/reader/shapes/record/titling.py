"""Which of the printed forms is the event's title, and which forum it is part of."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forum.reader.event_record import EN, LANGUAGES, ZH, ParentRecord
from forum.reader.shapes.record import forums, headings, texts
from forum.reader.shapes.record.cover import Cover, TitleLines
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.vocabulary.shapes import NAMES_EVENT

# The least score of a line that something speaks for.
_EVIDENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Title:
    """The event's title in one language, and whether it is called a part of a larger forum.

    is_guess: nothing says that it is the title, but that it stands before the sections.
    """

    text: str
    lines: tuple[int, ...]
    is_sub_forum: bool = False
    is_guess: bool = False


def choose(
    cover: Cover, mentions: Sequence[tuple[Row, str]], notebook: Notebook
) -> dict[str, Title]:
    """Return the title per language.

    mentions: what captions and the introduction print in quotation marks before a word for an
    event.
    """
    _promote_forum(cover)
    titles: dict[str, Title] = {}
    for code in LANGUAGES:
        printed = [(row, text) for row, text in mentions if row.language == code]
        candidates = [lines for lines in cover.titles if lines.language == code]
        title = _chosen(candidates, printed, cover)
        if title is None and printed and code == ZH:
            title = Title(texts.unquoted(printed[0][1]), (printed[0][0].number,))
        if title is not None and title.text:
            titles[code] = title
            if title.is_guess:
                notebook.warn("guess", title.text, title.lines, value=title.text)
            _check_variants(title, candidates, printed, notebook)
    return titles


def _promote_forum(cover: Cover) -> None:
    """Take a forum for the event itself when the cover names no other title in that language."""
    titled = {lines.language for lines in cover.titles}
    for code in LANGUAGES:
        forums_printed = [(row, name) for row, name in cover.parents if row.language == code]
        if not forums_printed or any(lines.language == code for lines in cover.titles):
            continue
        distinct = {texts.bare(name.name) for _, name in forums_printed}
        is_titled_otherwise = bool(titled - {code})
        if len(distinct) == 1 and is_titled_otherwise:
            continue
        row, name = forums_printed[-1]
        cover.parents = [pair for pair in cover.parents if pair[0].number != row.number]
        if len(distinct) == 1:
            cover.parents = [pair for pair in cover.parents if pair[0].language != code]
        cover.titles.append(TitleLines(code, (row,), (name.printed,)))


def kind(titles: dict[str, Title], parent: ParentRecord | None) -> str:
    """Return main_forum, sub_forum or event: what the titles and the larger forum say it is."""
    if parent is not None or any(title.is_sub_forum for title in titles.values()):
        return "sub_forum"
    whole = any(forums.is_edition(title.text) for title in titles.values())
    return "main_forum" if whole else "event"


def _forms(lines: TitleLines) -> list[tuple[str, tuple[Row, ...]]]:
    """Return the ways to read the lines: all as one, the first ones, each alone."""
    count = len(lines.lines)
    result = [(lines.text, lines.rows)]
    for size in range(count - 1, 0, -1):
        for start in range(count - size + 1):
            part = TitleLines(
                lines.language, lines.rows[start : start + size], lines.lines[start : start + size]
            )
            result.append((part.text, part.rows))
        if count > 8:
            break
    return result


def _chosen(
    candidates: Sequence[TitleLines], printed: Sequence[tuple[Row, str]], cover: Cover
) -> Title | None:
    printed_titles = {texts.bare(text) for _, text in printed}
    near = [row.number for row, _ in cover.parents] + [
        row.number for block in cover.blocks[:2] for row, _ in block.lines[:1]
    ]
    best: tuple[float, Title] | None = None
    for lines in candidates:
        for place, (text, rows) in enumerate(_forms(lines)):
            title = Title(
                forums.without_kind(text), numbers(rows), forums.is_sub_forum(text)
            )  # fmt: skip
            score = _score(title, printed_titles, lines, place, near)
            if best is None or score >= best[0]:
                best = (score, title)
    if best is None:
        return None
    score, title = best
    has_evidence = score >= _EVIDENCE or NAMES_EVENT.search(title.text) is not None
    return title if has_evidence else replace(title, is_guess=True)


def _score(
    title: Title, printed_titles: set[str], lines: TitleLines, place: int, near: list[int]
) -> float:
    score = 0.0
    if texts.bare(title.text) in printed_titles:
        score += 6
    if title.is_sub_forum:
        score += 2
    if lines.labelled:
        score += 2.5
    if any(abs(number - title.lines[0]) <= 8 for number in near):
        score += 1.5
    if re.search(r"[。.;；]$|^[（(].*[)）]$|会议纪要$|简报$|^\W*$|实录$|记录$", title.text):
        score -= 2
    score -= 0.1 if place else 0
    return score - (0.5 if place and title.text != lines.text and not printed_titles else 0)


def _check_variants(
    title: Title,
    candidates: Sequence[TitleLines],
    printed: Sequence[tuple[Row, str]],
    notebook: Notebook,
) -> None:
    """Write down every other form in which the title is printed."""
    forms = [
        (numbers(lines.rows), forums.without_kind(lines.text))
        for lines in candidates
        if not set(numbers(lines.rows)) & set(title.lines)
    ]
    forms += [((row.number,), text) for row, text in printed]
    marks: dict[str, set[int]] = {}
    words: dict[str, set[int]] = {}
    for lines, form in forms:
        if form == title.text:
            continue
        if texts.same_but_marks(form, title.text):
            marks.setdefault(form, set()).update(lines)
        elif _is_similar(form, title.text):
            words.setdefault(form, set()).update(lines)
    if marks:
        notebook.note(
            "event_title_variant", "title", (*title.lines, *_all(marks)),
            "marks",
            forms=" | ".join(marks),
        )  # fmt: skip
    if words:
        notebook.warn(
            "event_title_variant", "title", (*title.lines, *_all(words)),
            "words",
            forms=" | ".join(words), title=title.text,
        )  # fmt: skip


def _is_similar(form: str, title: str) -> bool:
    return texts.similarity(form, title) >= 0.45


def _all(forms: dict[str, set[int]]) -> list[int]:
    return [line for lines in forms.values() for line in lines]


_NO_TITLE = re.compile(
    "纪要|简报|实录|记录|议程|日程|手册|材料|summary|minutes|report|programme|agenda|record",
    re.IGNORECASE,
)


def check_left_over(
    cover: Cover, titles: dict[str, Title], listed: Collection[int], notebook: Notebook
) -> None:
    """Write down the lines that stand like a title and are none.

    listed: numbers of the lines that stand in the list of people; there a warning is due.
    """
    title_lines = {line for title in titles.values() for line in title.lines}
    for lines in cover.titles:
        title = titles.get(lines.language)
        for row in lines.rows:
            text = forums.without_kind(row.text)
            if (
                row.number in title_lines
                or headings.DAY.match(text)
                or (title and _is_part(text, title.text))
            ):
                continue
            if row.number in listed:
                notebook.warn(
                    "heading_malformed", row.text[:40], [row.number],
                    "list",
                )  # fmt: skip
            elif not _NO_TITLE.search(text) and (texts.has_han(text) or texts.has_latin(text)):
                notebook.note(
                    "heading_malformed", row.text[:40], [row.number],
                    "cover",
                )  # fmt: skip


def _is_part(text: str, title: str) -> bool:
    return bool(text) and (texts.bare(text) in texts.bare(title) or _is_similar(text, title))


def check_translation(titles: dict[str, Title], notebook: Notebook) -> None:
    """Note when the two titles differ in their numbers or in the count of their parts."""
    if ZH not in titles or EN not in titles:
        return
    zh, en = titles[ZH].text, titles[EN].text
    if forums.parts(zh) != forums.parts(en) or forums.figures(zh) != forums.figures(en):
        notebook.note(
            "title_translation", "title", (*titles[ZH].lines, *titles[EN].lines),

        )  # fmt: skip


def parent(
    cover: Cover,
    mentioned: Sequence[tuple[Row, forums.ForumName]],
    titles: dict[str, Title],
    notebook: Notebook,
) -> ParentRecord | None:
    """Return the larger forum that the cover names, the introduction's mention held against it."""
    own_titles = {texts.bare(title.text) for title in titles.values()}
    parents = [
        (row, name) for row, name in cover.parents
        if name.name and own_titles.isdisjoint({texts.bare(name.name), texts.bare(name.printed)})
    ]  # fmt: skip
    if not parents:
        parents = [
            (row, name) for row, name in mentioned if texts.bare(name.name) not in own_titles
        ][:1]
        if not parents or not any(title.is_sub_forum for title in titles.values()):
            return None
    names: dict[str, str] = {}
    printed: dict[str, str] = {}
    for row, name in parents:
        names.setdefault(row.language or ZH, name.name)
        printed.setdefault(row.language or ZH, forums.with_edition(name))
    editions = [(row, name) for row, name in parents if name.edition is not None]
    edition = editions[0][1].edition if editions else None
    short = next((name.short for _, name in parents if name.short), None)
    _check_editions([*editions, *_same_forum(mentioned, names)], notebook)
    return ParentRecord(names, edition, short, numbers([row for row, _ in parents]), printed)


def _same_forum(
    mentioned: Sequence[tuple[Row, forums.ForumName]], names: dict[str, str]
) -> list[tuple[Row, forums.ForumName]]:
    return [
        (row, name) for row, name in mentioned
        if any(texts.similarity(name.name, parent_name) > 0.75 for parent_name in names.values())
    ]  # fmt: skip


def _check_editions(printed: Sequence[tuple[Row, forums.ForumName]], notebook: Notebook) -> None:
    if not printed:
        return
    first_row, first = printed[0]
    for row, name in printed[1:]:
        if name.edition is not None and name.edition != first.edition:
            notebook.warn(
                "edition_conflict", name.printed, (first_row.number, row.number),

                other=name.edition, kept=first.edition, printed=first.printed,
            )  # fmt: skip
