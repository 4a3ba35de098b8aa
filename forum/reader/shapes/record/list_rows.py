"""Rows of a list that hold more than a person: sides, countries, tables."""

import re

from forum.reader.shapes.record import headings, texts, times
from forum.reader.shapes.record.role_labels import label_of, role_label
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary.places import COUNTRIES_ZH

_COUNTRY = "|".join(sorted(COUNTRIES_ZH, key=len, reverse=True))
# 中方：, 肯尼亚： part a list of people by side and say nothing about sessions.
SIDE = re.compile(rf"^(?:中方|外方|[甲乙]方|国内|国外|国际|{_COUNTRY})(?:嘉宾|代表)?\s*[:：]$")
_COUNTRY_BEFORE = re.compile(rf"^[（(\[［](?:{_COUNTRY})[)）\]］]\s*(?=\S)")


def without_country(row: Row) -> Row:
    """Return （肯尼亚）约瑟夫 … without the country that stands before the name."""
    match = _COUNTRY_BEFORE.match(row.text)
    return headings.row_like(row, row.text[match.end() :]) if match else row


_COLUMNS = re.compile(
    r"(?:环节|姓名|名字|嘉宾|职务|职位|单位|机构|角色|身份|序号|时间|议程|议题|主题|内容|备注|出席方式|"
    r"no\.?|name|title|position|organi[sz]ation|affiliation|role|session|time|topic|attendance|remarks)(?:[/／及和]\w+)?",
    re.IGNORECASE,
)


def is_table_head(text: str) -> bool:
    """Tell whether every cell is the name of a column."""
    return all(_COLUMNS.fullmatch(texts.clean(cell)) for cell in text.split("\t") if cell.strip())


def heads_people(text: str) -> bool:
    """Tell whether a table's first row says that the rows below name people."""
    return is_table_head(text) and bool(_PEOPLE.search(text))


_PEOPLE = re.compile(r"嘉宾|姓名|名字|\bname|\bspeaker", re.IGNORECASE)


def leading_time(row: Row) -> times.Span | None:
    """Return the time in the first cell of a table's row."""
    return times.stands_alone(row.text.split("\t", 1)[0]) if "\t" in row.text else None


def table_rows(row: Row) -> list[Row]:
    """Return a table's row as lines with a label where a cell is one: 主持人 | 王芳 | 主任.

    Numbers and times before it go; an agenda's 讨论：议题 | 主持人：王芳 主任 is two lines.
    """
    if "\t" not in row.text:
        return [row]
    first, rest = row.text.split("\t", 1)
    first = texts.clean(first)
    if re.fullmatch(r"\d{1,3}\.?", first) or times.stands_alone(first):
        return table_rows(headings.row_like(row, rest))
    if label_of(first) and role_label(rest, row.language):
        return [headings.row_like(row, part) for part in (first, rest)]
    named = headings.read(headings.row_like(row, f"{first}："))
    if role_label(f"{first}：", texts.language(first)) or (named and named.opens == "session"):
        return [headings.row_like(row, f"{first}：{rest}")]
    return [row]
