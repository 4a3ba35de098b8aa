"""Which of the printed forms is the event's title, and which forum it is part of.

A form is the title for a reason: quoted before a word for an event, labelled, called a sub-forum,
or printed beside the larger forum, the organizations, the date, or a word for an event ends it.
A line that nothing speaks for, but that it stands before the sections, is a question.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forum.reader.event_record import EN, LANGUAGES, ZH, ParentRecord
from forum.reader.shapes.record import forums, headings, texts
from forum.reader.shapes.record.cover import Cover, TitleLines
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.vocabulary.shapes import NAMES_EVENT

# What speaks for a form of the title, and against it.
QUOTED, LABELLED, SUB_FORUM, NEAR, DATED = 6.0, 2.5, 2.0, 1.5, 0.8
AN_EVENT, DOCUMENT, PART, ALONE = 0.5, -2.0, -0.1, -0.5
# The least score of a line that something speaks for.
_EVIDENCE: Final = 1.0
# How near, in lines, a title stands to what else a cover prints.
_NEARBY: Final = 8
# How alike two printings of one title are, from 0 to 1.
_SIMILAR: Final = 0.45
_NO_TITLE = re.compile(
    "纪要|简报|实录|记录|议程|日程|手册|材料|summary|minutes|report|programme|agenda|record",
    re.IGNORECASE,
)
_A_DOCUMENT = re.compile(r"[。.;；]$|^[（(].*[)）]$|会议纪要$|简报$|^\W*$|实录$|记录$")


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
                notebook.warn("guess", title.text, title.lines, "title", value=title.text)
                notebook.guess(f"event.title.{code}", title.lines)
            _report_variants(title, candidates, printed, notebook)
    if len(titles) == len(LANGUAGES):
        zh, en = titles[ZH], titles[EN]
        if any(count(zh.text) != count(en.text) for count in (forums.parts, forums.figures)):
            notebook.note("title_translation", "title", (*zh.lines, *en.lines))
    return titles


def _promote_forum(cover: Cover) -> None:
    """Take a forum for the event itself when the cover names no other title in that language."""
    titled = {lines.language for lines in cover.titles}
    for code in LANGUAGES:
        printed = [(row, name) for row, name in cover.parents if row.language == code]
        distinct = {texts.bare(name.name) for _, name in printed}
        if not printed or code in titled or (len(distinct) == 1 and titled):
            continue
        row, name = printed[-1]
        cover.parents = [
            (parent_row, parent)
            for parent_row, parent in cover.parents
            if parent_row.number != row.number
            and (len(distinct) > 1 or parent_row.language != code)
        ]
        cover.titles.append(TitleLines(code, (row,), (name.printed,)))


def kind(titles: dict[str, Title], parent: ParentRecord | None) -> str:
    """Return main_forum, sub_forum or event: what the titles and the larger forum say it is."""
    if parent is not None or any(title.is_sub_forum for title in titles.values()):
        return "sub_forum"
    whole = any(forums.is_edition(title.text) for title in titles.values())
    return "main_forum" if whole else "event"


def _forms(lines: TitleLines) -> Iterator[TitleLines]:
    """Yield the ways to read the lines: all as one, then fewer of them, to each alone."""
    count = len(lines.lines)
    for size in range(count, 0, -1):
        for start in range(count - size + 1):
            end = start + size
            yield TitleLines(
                lines.language, lines.rows[start:end], lines.lines[start:end], lines.labelled
            )
        if count > 8 and size < count:
            return


def _chosen(
    candidates: Sequence[TitleLines], printed: Sequence[tuple[Row, str]], cover: Cover
) -> Title | None:
    quoted = {texts.bare(text) for _, text in printed}
    neighbours = [row for row, _ in cover.parents]
    neighbours += [row for block in cover.blocks[:2] for row, _ in block.lines[:1]]
    dated = [row for row, _ in (*cover.days, *cover.places)]
    best: Title | None = None
    best_score = DOCUMENT
    for lines in candidates:
        for form in _forms(lines):
            title = Title(
                forums.without_kind(form.text), numbers(form.rows), forums.is_sub_forum(form.text)
            )
            near, near_date = (
                any(abs(row.number - title.lines[0]) <= _NEARBY for row in rows)
                for rows in (neighbours, dated)
            )
            is_part = form.rows != lines.rows
            score = (
                QUOTED * (texts.bare(title.text) in quoted)
                + SUB_FORUM * title.is_sub_forum
                + LABELLED * lines.labelled
                + AN_EVENT * forums.names_event(title.text)
                + (NEAR if near else DATED * near_date)
                + DOCUMENT * bool(_A_DOCUMENT.search(title.text))
                + PART * is_part
                + ALONE * (is_part and not quoted)
            )
            if texts.language(title.text) and score >= best_score:
                best, best_score = title, score
    if best is None or best_score >= _EVIDENCE or NAMES_EVENT.search(best.text):
        return best
    return replace(best, is_guess=True)


def _report_variants(
    title: Title,
    candidates: Sequence[TitleLines],
    printed: Sequence[tuple[Row, str]],
    notebook: Notebook,
) -> None:
    """Write down every further form in which the title is printed."""
    forms = [
        (forums.without_kind(lines.text), numbers(lines.rows))
        for lines in candidates
        if set(numbers(lines.rows)).isdisjoint(title.lines)
    ]
    forms += [(text, (row.number,)) for row, text in printed]
    variants = [(form, lines) for form, lines in forms
                if form != title.text and _is_similar(form, title.text)]  # fmt: skip
    notebook.report_variants(
        "event_title_variant", "title", title.lines, variants,
        lambda form: texts.same_but_marks(form, title.text), title=title.text,
    )  # fmt: skip


def _is_similar(form: str, title: str) -> bool:
    return texts.same_but_marks(form, title) or texts.similarity(form, title) >= _SIMILAR


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
            if row.number in title_lines or headings.DAY.match(text):
                continue
            if (
                text
                and title
                and (texts.bare(text) in texts.bare(title.text) or _is_similar(text, title.text))
            ):
                continue
            if row.number in listed:
                notebook.warn("heading_malformed", row.text[:40], [row.number], "list")
            elif row.language and not _NO_TITLE.search(text):
                notebook.note("heading_malformed", row.text[:40], [row.number], "cover")


def parent(
    cover: Cover,
    mentioned: Sequence[tuple[Row, forums.ForumName]],
    titles: dict[str, Title],
    notebook: Notebook,
) -> ParentRecord | None:
    """Return the larger forum that the cover names, the introduction's mention held against it."""
    event_titles = {texts.bare(title.text) for title in titles.values()}
    parents = [
        (row, name)
        for row, name in cover.parents
        if name.name and event_titles.isdisjoint({texts.bare(name.name), texts.bare(name.printed)})
    ]
    if not parents and any(title.is_sub_forum for title in titles.values()):
        parents = [
            (row, name) for row, name in mentioned if texts.bare(name.name) not in event_titles
        ][:1]
    if not parents:
        return None
    names: dict[str, str] = {}
    printed: dict[str, str] = {}
    for row, name in parents:
        names.setdefault(row.language or ZH, name.name)
        printed.setdefault(row.language or ZH, forums.with_edition(name))
    same = [
        (row, name)
        for row, name in mentioned
        if any(texts.similarity(name.name, parent_name) > 0.75 for parent_name in names.values())
    ]
    editions = [(row, name) for row, name in parents if name.edition is not None]
    edition = editions[0][1].edition if editions else None
    (first_row, first), *further = [*editions, *same] or [parents[0]]
    for row, name in further:
        if name.edition is not None and name.edition != first.edition:
            lines = (first_row.number, row.number)
            forms = {"other": name.edition, "kept": first.edition, "printed": first.printed}
            notebook.warn("edition_conflict", name.printed, lines, **forms)
    short = next((name.short for _, name in parents if name.short), None)
    return ParentRecord(names, edition, short, numbers([row for row, _ in parents]), printed)
